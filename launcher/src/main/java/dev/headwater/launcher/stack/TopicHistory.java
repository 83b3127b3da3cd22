package dev.headwater.launcher.stack;

import dev.headwater.launcher.CommandFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What partitions hold from their beginning to where they end now, read without a group, so that nobody is disturbed. */
public final class TopicHistory {

    /** How long Kafka may be silent while there is more to read. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(200);

    private TopicHistory() {}

    /** A consumer of what is committed. */
    public static Consumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Reads them.
     *
     * @param patience how long Kafka may be silent while there is more to read
     * @throws CommandFailure when it is for longer: a consumer waits for a broker that is gone, and says nothing
     * @throws org.apache.kafka.common.KafkaException when it does not answer
     */
    public static void read(
            Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Duration patience,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, String> open = open(consumer, ends);
        long moved = System.nanoTime();
        while (!open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    reader.accept(record);
                }
            }
            Map<String, String> before = open;
            open = open(consumer, ends);
            long now = System.nanoTime();
            if (!open.equals(before)) {
                moved = now;
            } else if (now - moved > patience.toNanos()) {
                throw new CommandFailure("Kafka gives nothing more of "
                        + open.entrySet().stream()
                                .map(partition -> partition.getKey() + " at offset " + partition.getValue())
                                .collect(Collectors.joining(", "))
                        + " for " + patience.toSeconds() + " s: see whether its brokers run; nothing is changed");
            }
        }
    }

    /** Where those stand that are not read to their end, by their names. */
    private static Map<String, String> open(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<String, String> open = new TreeMap<>();
        ends.forEach((partition, end) -> {
            long position = consumer.position(partition);
            if (position < end) {
                open.put(partition.topic() + "/" + partition.partition(), position + " of " + end);
            }
        });
        return open;
    }
}
