package dev.headwater.sink.graph;

import org.jspecify.annotations.Nullable;

/**
 * A partition's watermark, moved on.
 *
 * @param partition {@code topic/partition}
 * @param from the watermark that the graph must have for this to be the next step; null for none yet
 * @param to offset of the first record that is not in the graph
 */
public record Advance(String partition, @Nullable Long from, long to) {}
