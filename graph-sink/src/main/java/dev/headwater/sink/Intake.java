package dev.headwater.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this sink has of its group, read from where the graph is. Kafka's committed offsets decide nothing;
 * they are kept so that lag can be seen. After each assignment the partitions stand still until {@link #seek} is called.
 */
final class Intake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration ASK = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Runnable onChange;
    private boolean positioned;

    /**
     * @param connection client settings for the cluster
     * @param onChange called when partitions were taken or given: what was read and not yet written is void then
     */
    Intake(Map<String, Object> connection, Runnable onChange) {
        this.onChange = onChange;
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "headwater-sink");
        settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "headwater-sink");
        // How long the partitions of a sink that died stand still, before another one gets them.
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        // A broker would make them with settings of its own.
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        // Gives partition n of lineage and of series to the same sink, so that a series and its points seldom collide.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(RangeAssignor.class.getName()));
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(RecordReader.TOPICS, new Changes());
    }

    Set<TopicPartition> assignment() {
        return consumer.assignment();
    }

    /** Whether the partitions stand where the graph is, so that {@link #poll} gives records. */
    boolean isPositioned() {
        return positioned;
    }

    /** Whether the group has answered, be it with no partition at all. */
    boolean isMember() {
        return !consumer.groupMetadata().memberId().isEmpty();
    }

    /**
     * Whether there is anything to be assigned.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when no broker answers
     */
    boolean hasTopics() {
        return consumer.listTopics(ASK).keySet().containsAll(RecordReader.TOPICS);
    }

    List<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.poll(patience).forEach(records::add);
        return records;
    }

    /** Waits without taking records, and stays a member of the group meanwhile. */
    void idle(Duration wait) {
        consumer.pause(consumer.assignment());
        consumer.poll(wait);
        if (positioned) {
            consumer.resume(consumer.assignment());
        }
    }

    /**
     * Puts every partition where the graph is.
     *
     * @param watermarks offset by {@code topic/partition}; a partition that is not there begins at its beginning
     */
    void seek(Map<String, Long> watermarks) {
        Set<TopicPartition> partitions = consumer.assignment();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ASK);
        Set<TopicPartition> fromBeginning = new TreeSet<>(Intake::compare);
        for (TopicPartition partition : partitions) {
            Long watermark = watermarks.get(name(partition));
            Long end = ends.get(partition);
            if (watermark == null) {
                fromBeginning.add(partition);
            } else if (end != null && watermark > end) {
                LOG.warn(
                        "{} ends at {} but the graph has it up to {}: the topic is a new one, reading it from its beginning",
                        name(partition),
                        end,
                        watermark);
                fromBeginning.add(partition);
            } else {
                consumer.seek(partition, watermark);
            }
        }
        if (!fromBeginning.isEmpty()) {
            consumer.seekToBeginning(fromBeginning);
        }
        consumer.resume(partitions);
        positioned = true;
    }

    /** Makes the partitions stand still until {@link #seek} puts them somewhere again. */
    void lost() {
        positioned = false;
        consumer.pause(consumer.assignment());
    }

    /** Offset of the next record that {@link #poll} gives, past everything that is no record. */
    long position(TopicPartition partition) {
        return consumer.position(partition, ASK);
    }

    /** Tells Kafka how far the graph is, for people who look at lag. Whether it arrives does not matter. */
    void tell(Map<TopicPartition, Long> done) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        done.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        consumer.commitAsync(offsets, (what, failure) -> {
            if (failure != null) {
                LOG.debug("offsets not told: {}", failure.getMessage());
            }
        });
    }

    /** @throws org.apache.kafka.common.errors.TimeoutException when no broker answers */
    void checkBroker() {
        consumer.endOffsets(consumer.assignment(), ASK);
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(3)));
    }

    static String name(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }

    private static int compare(TopicPartition a, TopicPartition b) {
        int byTopic = a.topic().compareTo(b.topic());
        return byTopic != 0 ? byTopic : Integer.compare(a.partition(), b.partition());
    }

    /** Everything stands still after a change: whoever had the partitions may have moved the watermarks. */
    private final class Changes implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            positioned = false;
            onChange.run();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            positioned = false;
            onChange.run();
            consumer.pause(consumer.assignment());
            LOG.info("has {} partitions", consumer.assignment().size());
        }
    }
}
