/** Detectors: pure rules over the points of a series, and the findings they raise. */
@NullMarked
package dev.headwater.processor.detect;

import org.jspecify.annotations.NullMarked;
