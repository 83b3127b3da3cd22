/** Figures of the detectors, measured on public data. */
@NullMarked
package dev.headwater.benchmarks.detect;

import org.jspecify.annotations.NullMarked;
