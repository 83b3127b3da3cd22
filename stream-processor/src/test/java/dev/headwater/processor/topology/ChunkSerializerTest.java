package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.series.Chunk;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.schemas.Columns;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.series.SeriesChunk;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChunkSerializerTest {

    private static final String TOPIC = Topic.SERIES.topicName();

    private static final long[] TIMES = {1_700_000_000_000L, 1_700_000_000_001L, 1_600_000_000_000L};
    private static final double[] VALUES = {1.5, Double.NaN, Double.NEGATIVE_INFINITY};

    private final BundledSchemas schemas = BundledSchemas.load();
    private final ChunkSerializer serializer = new ChunkSerializer(schemas);

    private static Chunk chunk(long[] steps) {
        Series series = Series.begin(SeriesName.metric("run", "loss", ""));
        series.append(0, Points.of(steps, TIMES, VALUES));
        return series.growing().orElseThrow();
    }

    private byte[] asRecord(long[] steps) {
        return Objects.requireNonNull(new RecordSerializer<SeriesChunk>(schemas)
                .serialize(
                        TOPIC,
                        new SeriesChunk(
                                "run",
                                "series:run/löss",
                                0,
                                Columns.deltas(steps, steps.length),
                                Columns.deltas(TIMES, TIMES.length),
                                Columns.doubles(VALUES, VALUES.length))));
    }

    @Test
    void writesWhatAvroWritesOfTheRecord() {
        long[] steps = {Long.MAX_VALUE, -3, 70_000};

        assertThat(serializer.serialize(TOPIC, new SaidChunk("run", "series:run/löss", chunk(steps))))
                .isEqualTo(asRecord(steps));
    }

    @Test
    void soItDoesWithoutSteps() {
        assertThat(serializer.serialize(TOPIC, new SaidChunk("run", "series:run/löss", chunk(new long[0]))))
                .isEqualTo(asRecord(new long[0]));
    }
}
