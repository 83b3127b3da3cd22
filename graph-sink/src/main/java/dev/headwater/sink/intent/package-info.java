/** What is to be written to the graph, as plain rows: pure, without Neo4j or Kafka. */
@NullMarked
package dev.headwater.sink.intent;

import org.jspecify.annotations.NullMarked;
