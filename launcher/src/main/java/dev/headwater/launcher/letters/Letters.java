package dev.headwater.launcher.letters;

import dev.headwater.schemas.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of dead letters up to where it ends now. Reads without a consumer group, so that it disturbs nobody. */
final class Letters implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    Letters(String bootstrap) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                // A letter may be as large as a record can be, and all of them pass through here.
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "50"));
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The last letters that are wanted, oldest first.
     *
     * @param most of them
     */
    List<Letter> last(long most, Predicate<Letter> wanted) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.DEAD_LETTERS.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<Integer, Deque<Letter>> kept = new HashMap<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Letter letter = Letter.of(record);
                if (wanted.test(letter)) {
                    Deque<Letter> of = kept.computeIfAbsent(record.partition(), any -> new ArrayDeque<>());
                    of.add(letter);
                    if (of.size() > most) {
                        of.remove();
                    }
                }
            }
        }
        List<Letter> all = kept.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparing(Letter::keptAt)
                        .thenComparing(Letter::partition)
                        .thenComparing(Letter::offset))
                .toList();
        return all.subList((int) Math.max(0, all.size() - most), all.size());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
