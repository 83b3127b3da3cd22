/** Kafka, Neo4j and our own JVMs as child processes: class paths, start, readiness, and an end without orphans. */
@NullMarked
package dev.headwater.embedded;

import org.jspecify.annotations.NullMarked;
