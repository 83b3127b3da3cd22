/** The embedded stack: Kafka, Neo4j, processor and sink as processes of this machine, and how they are. */
@NullMarked
package dev.headwater.launcher.stack;

import org.jspecify.annotations.NullMarked;
