/** What runs beside the processor, to compare it with. */
@NullMarked
package dev.headwater.benchmarks.processor.guest;

import org.jspecify.annotations.NullMarked;
