/** Questions to the graph, and their answers for people and programs. */
@NullMarked
package dev.headwater.launcher.graph;

import org.jspecify.annotations.NullMarked;
