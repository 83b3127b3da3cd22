package dev.headwater.processor.series;

/**
 * Some of the points of a series, next to each other.
 *
 * @param index place among the chunks of the series, from 0
 */
public record Chunk(int index, Points points) {}
