/** Rules that compare a run with the earlier runs of its experiment. */
@NullMarked
package dev.headwater.processor.detect.sibling;

import org.jspecify.annotations.NullMarked;
