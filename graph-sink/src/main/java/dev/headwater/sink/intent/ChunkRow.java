package dev.headwater.sink.intent;

import dev.headwater.prov.Kind;
import dev.headwater.schemas.Columns;
import dev.headwater.series.SeriesChunk;
import java.util.Arrays;
import java.util.List;

/**
 * A chunk of points to be merged behind its series.
 *
 * @param id {@code seriesId|index}
 * @param series the series, an entity
 * @param steps empty for hardware
 * @param times milliseconds since 1970-01-01T00:00:00Z
 */
public record ChunkRow(String id, End series, List<Long> steps, List<Long> times, List<Double> values) {

    static ChunkRow of(SeriesChunk chunk) {
        return new ChunkRow(
                id(chunk),
                series(chunk),
                Arrays.stream(Columns.absolute(chunk.getStepDeltas())).boxed().toList(),
                Arrays.stream(Columns.absolute(chunk.getTimeDeltas())).boxed().toList(),
                Arrays.stream(Columns.values(chunk.getValues())).boxed().toList());
    }

    static End series(SeriesChunk chunk) {
        return new End(End.labelOf(Kind.ENTITY), chunk.getSeriesId());
    }

    static String id(SeriesChunk chunk) {
        return chunk.getSeriesId() + "|" + chunk.getIndex();
    }
}
