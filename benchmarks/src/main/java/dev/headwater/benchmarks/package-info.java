/** Figures that Headwater promises: what they are, where they are measured, how they are printed. */
@NullMarked
package dev.headwater.benchmarks;

import org.jspecify.annotations.NullMarked;
