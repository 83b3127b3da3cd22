package dev.headwater.sink.intent;

import java.util.List;

/**
 * A chunk of points to be merged behind its series.
 *
 * @param id {@code seriesId|index}
 * @param seriesId id of the series, an entity
 * @param steps empty for hardware
 * @param times milliseconds since 1970-01-01T00:00:00Z
 */
public record ChunkRow(String id, String seriesId, List<Long> steps, List<Long> times, List<Double> values) {}
