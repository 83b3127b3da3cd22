/** The Numenta Anomaly Benchmark (NAB): its data, its scoring, the detectors that are compared on it. */
@NullMarked
package dev.headwater.benchmarks.nab;

import org.jspecify.annotations.NullMarked;
