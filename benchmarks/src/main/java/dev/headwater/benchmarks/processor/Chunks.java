package dev.headwater.benchmarks.processor;

import dev.headwater.schemas.Columns;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.series.SeriesChunk;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The committed chunks of a load, every point of every version compared with what was sent. */
final class Chunks {

    private static final int FULL = 1024;

    private final Shape shape;
    private final Map<String, Integer> seriesByName = new HashMap<>();
    /** Points in the last version of each chunk, by run, series and index. */
    private final Map<String, Integer> sizes = new HashMap<>();

    private long versions;

    private Chunks(Shape shape) {
        this.shape = shape;
        for (int series = 0; series < shape.series(); series++) {
            seriesByName.put(Shape.name(series), series);
        }
    }

    /**
     * Reads the topic.
     *
     * @return versions of chunks that were read
     * @throws IllegalStateException when a point is missing, doubled, out of place or not as it was sent
     */
    static long check(String bootstrap, Shape shape) {
        Chunks chunks = new Chunks(shape);
        chunks.read(bootstrap);
        chunks.complete();
        return chunks.versions;
    }

    private void read(String bootstrap) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        RecordDeserializer<SeriesChunk> deserializer =
                new RecordDeserializer<>(SchemaSource.of(""), SeriesChunk.getClassSchema());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.SERIES.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    SeriesChunk chunk = deserializer.deserialize(message.topic(), message.value());
                    if (chunk != null) {
                        add(chunk);
                    }
                });
            }
        }
    }

    private void add(SeriesChunk chunk) {
        String id = chunk.getSeriesId();
        Integer series = seriesByName.get(id.substring(id.lastIndexOf('/') + 1));
        if (series == null) {
            throw new IllegalStateException("nobody logged " + id);
        }
        long[] steps = Columns.absolute(chunk.getStepDeltas());
        long[] times = Columns.absolute(chunk.getTimeDeltas());
        double[] values = Columns.values(chunk.getValues());
        long step = (long) chunk.getIndex() * FULL;
        for (int i = 0; i < values.length; i++, step++) {
            if (steps[i] != step || times[i] != shape.time(step) || values[i] != Shape.value(series, step)) {
                throw new IllegalStateException(id + " has " + values[i] + " at step " + steps[i] + ", must be "
                        + Shape.value(series, step) + " at step " + step);
            }
        }
        sizes.put(key(chunk.getRunId(), series, chunk.getIndex()), values.length);
        versions++;
    }

    private void complete() {
        for (int run = 0; run < shape.runs(); run++) {
            for (int series = 0; series < shape.series(); series++) {
                long must = shape.points(series);
                long has = 0;
                for (int index = 0; has < must; index++) {
                    long left = Math.min(FULL, must - has);
                    Integer size = sizes.get(key(shape.run(run), series, index));
                    if (size == null || size != left) {
                        throw new IllegalStateException("chunk " + index + " of " + Shape.name(series) + " of "
                                + shape.run(run) + " must have " + left + " points: " + size);
                    }
                    has += left;
                }
            }
        }
    }

    private static String key(String run, int series, int index) {
        return run + '|' + series + '|' + index;
    }
}
