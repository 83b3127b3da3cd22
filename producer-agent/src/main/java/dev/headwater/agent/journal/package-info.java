/** The journal: memory-mapped segment files that are the only queue between a log call and Kafka. */
@NullMarked
package dev.headwater.agent.journal;

import org.jspecify.annotations.NullMarked;
