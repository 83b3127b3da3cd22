/** Every benchmark runs, small. */
@NullMarked
package dev.headwater.benchmarks.processor;

import org.jspecify.annotations.NullMarked;
