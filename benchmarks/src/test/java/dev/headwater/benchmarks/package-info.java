/** How figures are judged and printed. */
@NullMarked
package dev.headwater.benchmarks;

import org.jspecify.annotations.NullMarked;
