/** Rules over gradient norms and the size of updates. */
@NullMarked
package dev.headwater.processor.detect.gradient;

import org.jspecify.annotations.NullMarked;
