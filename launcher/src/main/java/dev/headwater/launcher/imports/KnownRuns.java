package dev.headwater.launcher.imports;

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

    private final Set<String> runs = new HashSet<>();

    /** @throws org.apache.kafka.common.KafkaException when Kafka does not answer */
    KnownRuns(String bootstrap) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.LINEAGE.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(this::note);
            }
        }
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
