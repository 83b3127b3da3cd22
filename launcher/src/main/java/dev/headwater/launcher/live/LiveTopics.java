package dev.headwater.launcher.live;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.RunEvent;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.schemas.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Run events, metrics and findings, from now on or from the beginning of the topics. Reads without a consumer group, so
 * that it disturbs nobody. To be used by one thread; any thread may {@link #stop()} it.
 */
public final class LiveTopics implements AutoCloseable {

    private static final List<Topic> TOPICS = List.of(Topic.RUN_EVENTS, Topic.METRICS, Topic.ANOMALIES);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordDeserializer<RunEvent> events;
    private final RecordDeserializer<MetricBatch> metrics;
    private final RecordDeserializer<Anomaly> anomalies;
    private long unreadable;

    /**
     * Takes its place in the topics; what comes after this call is seen.
     *
     * @param fromStart whether what is in the topics already is seen too
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within 10 s
     */
    public LiveTopics(String bootstrap, SchemaSource schemas, boolean fromStart) {
        events = new RecordDeserializer<>(schemas, RunEvent.getClassSchema());
        metrics = new RecordDeserializer<>(schemas, MetricBatch.getClassSchema());
        anomalies = new RecordDeserializer<>(schemas, Anomaly.getClassSchema());
        Properties properties = new Properties();
        properties.putAll(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100"));
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : TOPICS) {
                for (PartitionInfo partition : consumer.partitionsFor(topic.topicName())) {
                    partitions.add(new TopicPartition(partition.topic(), partition.partition()));
                }
            }
            consumer.assign(partitions);
            if (fromStart) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            // Seeking is lazy: only asking for the position fixes it.
            partitions.forEach(consumer::position);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * Waits a moment for records and hands them on.
     *
     * @return false once it was stopped
     */
    public boolean poll(LiveEvents listener) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                hand(record, listener);
            }
            return true;
        } catch (WakeupException e) {
            return false;
        }
    }

    /** Records that were not what their topic holds; they are left out. */
    public long unreadable() {
        return unreadable;
    }

    /** Makes {@link #poll} return false. */
    public void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void hand(ConsumerRecord<byte[], byte[]> record, LiveEvents listener) {
        try {
            Topic topic = Topic.ofName(record.topic()).orElseThrow();
            if (topic == Topic.METRICS) {
                Optional.ofNullable(metrics.deserialize(record.topic(), record.value()))
                        .ifPresent(batch ->
                                batch.getSeries().forEach(columns -> listener.points(batch.getRunId(), columns)));
            } else if (topic == Topic.ANOMALIES) {
                Optional.ofNullable(anomalies.deserialize(record.topic(), record.value()))
                        .ifPresent(listener::finding);
            } else {
                Optional.ofNullable(events.deserialize(record.topic(), record.value()))
                        .ifPresent(listener::event);
            }
        } catch (WireException e) {
            unreadable++;
        }
    }
}
