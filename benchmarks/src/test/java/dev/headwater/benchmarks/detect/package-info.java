/** Tests of how the detectors are measured. */
@NullMarked
package dev.headwater.benchmarks.detect;

import org.jspecify.annotations.NullMarked;
