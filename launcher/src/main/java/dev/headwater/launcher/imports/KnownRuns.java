package dev.headwater.launcher.imports;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.StatementKey;
import dev.headwater.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The runs that have said on the lineage that they are runs, and have not taken it back. Reads the keys of the whole topic once,
 * and holds the ids of the runs.
 */
final class KnownRuns {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Set<String> runs = new HashSet<>();

    private KnownRuns() {}

    /**
     * @throws CommandFailure when Kafka falls silent
     * @throws org.apache.kafka.common.KafkaException when it does not answer
     */
    static KnownRuns of(String bootstrap) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return of(consumer, PATIENCE);
        }
    }

    /** @param patience how long Kafka may be silent while there is more to read */
    static KnownRuns of(Consumer<byte[], byte[]> consumer, Duration patience) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.LINEAGE.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        KnownRuns known = new KnownRuns();
        known.read(consumer, consumer.endOffsets(partitions), patience);
        return known;
    }

    private void read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Duration patience) {
        long left = left(consumer, ends);
        long moved = System.nanoTime();
        while (left > 0) {
            consumer.poll(POLL).forEach(this::note);
            long before = left;
            left = left(consumer, ends);
            long now = System.nanoTime();
            if (left != before) {
                moved = now;
            } else if (now - moved > patience.toNanos()) {
                throw new CommandFailure("Kafka gives nothing more of " + Topic.LINEAGE.topicName() + ", of which "
                        + left + " records are left, for " + patience.toSeconds()
                        + " s: see whether its brokers run; nothing of the document is sent");
            }
        }
    }

    private static long left(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        StatementKey.parse(new String(record.key(), StandardCharsets.UTF_8))
                .filter(key -> key.kind() == Kind.ACTIVITY && key.id().equals(Identifiers.run(key.run())))
                .ifPresent(key -> {
                    if (record.value() == null) {
                        runs.remove(key.run());
                    } else {
                        runs.add(key.run());
                    }
                });
    }

    /** Those of these runs that are known. */
    SortedSet<String> among(Set<String> asked) {
        return asked.stream().filter(runs::contains).collect(Collectors.toCollection(TreeSet::new));
    }
}
