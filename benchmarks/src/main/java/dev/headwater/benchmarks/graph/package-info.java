/** How fast the graph follows the topics, and answers. */
@NullMarked
package dev.headwater.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
