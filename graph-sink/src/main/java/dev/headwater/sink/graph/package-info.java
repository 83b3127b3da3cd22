/** The graph in Neo4j: its schema, writing rows to it, reading statements from it. */
@NullMarked
package dev.headwater.sink.graph;

import org.jspecify.annotations.NullMarked;
