/** Figures of the processor. */
@NullMarked
package dev.headwater.benchmarks.processor;

import org.jspecify.annotations.NullMarked;
