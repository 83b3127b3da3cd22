package dev.headwater.benchmarks;

import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.schemas.Columns;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What the broker has of one run, compared point by point with what its trainer must have logged. Every series was logged
 * with steps 0, 1, 2 … by one thread each, and values that follow from series and step: so a point that is lost, torn,
 * doubled or out of order is seen.
 */
public final class Ledger {

    /** What a series must have logged at a step. */
    @FunctionalInterface
    public interface Expected {
        double at(String series, long step);
    }

    private final Expected expected;
    private final Map<String, Long> nextStep = new HashMap<>();
    private final NavigableMap<Long, Long> pointsBySecond = new TreeMap<>();
    private long next;
    private long duplicates;
    private long batches;
    private long thinned = -1;
    private long declared = -1;

    private Ledger(Expected expected) {
        this.expected = expected;
    }

    /**
     * Reads all of a run.
     *
     * @param logged how often the trainer called {@code log}
     * @throws IllegalStateException when the broker has anything but what was logged; it says what
     */
    public static Ledger check(Broker broker, String runId, long logged, Expected expected) {
        Ledger ledger = new Ledger(expected);
        read(broker, Topic.METRICS, runId, MetricBatch.getClassSchema(), ledger::add);
        read(broker, Topic.RUN_EVENTS, runId, RunEvent.getClassSchema(), ledger::end);
        if (ledger.next != logged || ledger.declared != logged || ledger.thinned != 0) {
            throw new IllegalStateException("run " + runId + " logged " + logged + " points; the broker has "
                    + ledger.next + ", the run says " + ledger.declared + " and " + ledger.thinned + " thinned");
        }
        return ledger;
    }

    private void end(RunEvent event) {
        if (event.getPayload() instanceof RunEnded end) {
            declared = end.getMetricPoints();
            thinned = end.getPointsThinned();
        }
    }

    private void add(MetricBatch batch) {
        if (batch.getLastSequence() < next) {
            duplicates++;
            return;
        }
        if (batch.getFirstSequence() != next) {
            throw new IllegalStateException("points " + next + " to " + batch.getFirstSequence() + " are missing");
        }
        next = batch.getLastSequence() + 1;
        batches++;
        long points = 0;
        for (MetricColumns columns : batch.getSeries()) {
            points += compare(columns);
        }
        if (points != next - batch.getFirstSequence()) {
            throw new IllegalStateException("a batch that says " + batch.getFirstSequence() + " to "
                    + batch.getLastSequence() + " holds " + points + " points");
        }
        pointsBySecond.merge(batch.getSentAt().getEpochSecond(), points, Long::sum);
    }

    private int compare(MetricColumns columns) {
        long[] steps = Columns.absolute(columns.getStepDeltas());
        double[] values = Columns.values(columns.getValues());
        String series = columns.getName();
        long step = nextStep.getOrDefault(series, 0L);
        for (int i = 0; i < steps.length; i++, step++) {
            if (steps[i] != step || values[i] != expected.at(series, step)) {
                throw new IllegalStateException(series + " has " + values[i] + " at step " + steps[i] + ", must be "
                        + expected.at(series, step) + " at step " + step);
            }
        }
        nextStep.put(series, step);
        return steps.length;
    }

    /** Distinct points, all as they must be. */
    public long points() {
        return next;
    }

    /** Messages that hold them. */
    public long batches() {
        return batches;
    }

    /** Messages that arrived once more. */
    public long duplicates() {
        return duplicates;
    }

    /** Points that were put into batches in the slowest of all whole seconds; 0 when there is none. */
    public long slowestSecond() {
        return pointsBySecond.size() < 3
                ? 0
                : pointsBySecond
                        .subMap(pointsBySecond.firstKey(), false, pointsBySecond.lastKey(), false)
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .min()
                        .orElse(0);
    }

    private static <T extends SpecificRecord> void read(
            Broker broker, Topic topic, String runId, Schema schema, Consumer<T> reader) {
        RecordDeserializer<T> deserializer = new RecordDeserializer<>(SchemaSource.of(""), schema);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (message.key().equals(runId)) {
                        T read = deserializer.deserialize(topic.topicName(), message.value());
                        if (read != null) {
                            reader.accept(read);
                        }
                    }
                });
            }
        }
    }
}
