/** What taking runs out of the graph costs. */
@NullMarked
package dev.headwater.benchmarks.export;

import org.jspecify.annotations.NullMarked;
