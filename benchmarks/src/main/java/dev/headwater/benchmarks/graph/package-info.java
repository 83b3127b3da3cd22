/** How fast the graph answers. */
@NullMarked
package dev.headwater.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
