package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.schemas.Columns;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.TopicSetup;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What has arrived of one run, as a reader that drops duplicates by sequence sees it. */
final class Inbox {

    /** A point as it arrived. */
    record Arrived(String series, long step, long time, double value) {}

    private final String bootstrap;
    private final String runId;

    private Inbox(String bootstrap, String runId) {
        this.bootstrap = bootstrap;
        this.runId = runId;
    }

    static Inbox of(String bootstrap, String runId) {
        return new Inbox(bootstrap, runId);
    }

    static void createTopics(String bootstrap) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            TopicSetup.createMissing(admin, 2, (short) 1);
        }
    }

    /** Events by sequence. */
    TreeMap<Long, RunEvent> events() {
        TreeMap<Long, RunEvent> events = new TreeMap<>();
        for (RunEvent event : this.<RunEvent>read(Topic.RUN_EVENTS, RunEvent.getClassSchema())) {
            events.put(event.getSequence(), event);
        }
        return events;
    }

    <T> List<T> payloads(Class<T> type) {
        return events().values().stream()
                .map(RunEvent::getPayload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    boolean ended() {
        return !payloads(RunEnded.class).isEmpty();
    }

    /** Metric points whose sequence was not there before. */
    List<Arrived> points() {
        List<Arrived> points = new ArrayList<>();
        Map<String, Set<Long>> boots = new HashMap<>();
        for (MetricBatch batch : this.<MetricBatch>read(Topic.METRICS, MetricBatch.getClassSchema())) {
            Set<Long> seen = boots.computeIfAbsent(batch.getBootId(), boot -> new HashSet<>());
            boolean known = seen.contains(batch.getFirstSequence()) && seen.contains(batch.getLastSequence());
            for (long sequence = batch.getFirstSequence(); sequence <= batch.getLastSequence(); sequence++) {
                seen.add(sequence);
            }
            if (known) {
                continue;
            }
            for (MetricColumns columns : batch.getSeries()) {
                long[] steps = Columns.absolute(columns.getStepDeltas());
                long[] times = Columns.absolute(columns.getTimeDeltas());
                double[] values = Columns.values(columns.getValues());
                for (int i = 0; i < steps.length; i++) {
                    points.add(
                            new Arrived(columns.getContext() + "/" + columns.getName(), steps[i], times[i], values[i]));
                }
            }
        }
        return points;
    }

    /** A batch of metric points as it arrived. */
    record Batch(String bootId, long first, long last) {}

    /** Batches of metric points as they arrived, duplicates and all. */
    List<Batch> batches() {
        return this.<MetricBatch>read(Topic.METRICS, MetricBatch.getClassSchema()).stream()
                .map(batch -> new Batch(batch.getBootId(), batch.getFirstSequence(), batch.getLastSequence()))
                .toList();
    }

    /** Events of all boots, each once. */
    List<RunEvent> eventsOfAllBoots() {
        Set<String> seen = new HashSet<>();
        return this.<RunEvent>read(Topic.RUN_EVENTS, RunEvent.getClassSchema()).stream()
                .filter(event -> seen.add(event.getBootId() + "/" + event.getSequence()))
                .toList();
    }

    /** Sequences of metric points that arrived at least once. */
    Set<Long> sequences() {
        Set<Long> seen = new HashSet<>();
        for (MetricBatch batch : this.<MetricBatch>read(Topic.METRICS, MetricBatch.getClassSchema())) {
            for (long sequence = batch.getFirstSequence(); sequence <= batch.getLastSequence(); sequence++) {
                seen.add(sequence);
            }
        }
        return seen;
    }

    List<HardwareColumns> hardware() {
        return this.<HardwareBatch>read(Topic.HARDWARE, HardwareBatch.getClassSchema()).stream()
                .map(HardwareBatch::getSeries)
                .flatMap(Collection::stream)
                .toList();
    }

    /** Hardware batches, as often as they arrived. */
    List<HardwareBatch> hardwareBatches() {
        return read(Topic.HARDWARE, HardwareBatch.getClassSchema());
    }

    /** All runs that have ended with 1,000 points. */
    static Set<String> ended(String bootstrap) {
        Set<String> ended = new HashSet<>();
        for (RunEvent event : new Inbox(bootstrap, "").<RunEvent>read(Topic.RUN_EVENTS, RunEvent.getClassSchema())) {
            if (event.getPayload() instanceof RunEnded end && end.getMetricPoints() == 1_000) {
                ended.add(event.getRunId());
            }
        }
        return ended;
    }

    private <T extends SpecificRecord> List<T> read(Topic topic, Schema schema) {
        RecordDeserializer<T> deserializer = new RecordDeserializer<>(SchemaSource.of(""), schema);
        List<T> records = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
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
                    if (runId.isEmpty() || message.key().equals(runId)) {
                        T record = deserializer.deserialize(topic.topicName(), message.value());
                        if (record != null) {
                            records.add(record);
                        }
                    }
                });
            }
        }
        return records;
    }

    /**
     * All of a run of one boot is here: every event, and every point of its one metric, of which the n-th had step and value
     * n, in order.
     */
    void assertWhole(long logged) {
        assertWhole(logged, true);
    }

    /** @param inOrder whether the points must also have arrived in order */
    void assertWhole(long logged, boolean inOrder) {
        TreeMap<Long, RunEvent> events = events();
        assertThat(events).isNotEmpty();
        assertThat(events.lastEntry().getValue().getPayload()).isInstanceOf(RunEnded.class);
        RunEnded end = (RunEnded) events.lastEntry().getValue().getPayload();
        assertThat(events).hasSize(events.lastKey().intValue() + 1);
        assertThat(end.getRunEvents()).isEqualTo(events.size());
        assertThat(end.getPointsThinned()).isZero();
        assertThat(end.getMetricPoints()).isEqualTo(logged);
        List<Arrived> points = points();
        if (!inOrder) {
            points.sort(Comparator.comparingLong(Arrived::step));
        }
        assertThat(points).hasSize((int) logged);
        for (int i = 0; i < logged; i++) {
            Arrived point = points.get(i);
            if (point.step() != i || point.value() != i) {
                throw new AssertionError("point " + i + " is " + point);
            }
        }
    }
}
