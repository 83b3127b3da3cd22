/** Tests of the detectors, on small fixtures and on real curves. */
@NullMarked
package dev.headwater.processor.detect;

import org.jspecify.annotations.NullMarked;
