package dev.headwater.launcher.imports;

import dev.headwater.launcher.stack.TopicHistory;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.StatementKey;
import dev.headwater.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The runs that have said on the lineage that they are runs, and have not taken it back. Reads the keys of the whole topic once,
 * and holds the ids of the runs.
 */
final class KnownRuns {

    private final Set<String> runs = new HashSet<>();

    private KnownRuns() {}

    /**
     * @throws dev.headwater.launcher.CommandFailure when Kafka falls silent
     * @throws org.apache.kafka.common.KafkaException when it does not answer
     */
    static KnownRuns of(String bootstrap) {
        try (Consumer<byte[], byte[]> consumer = TopicHistory.consumer(bootstrap)) {
            return of(consumer, TopicHistory.PATIENCE);
        }
    }

    /** @param patience how long Kafka may be silent while there is more to read */
    static KnownRuns of(Consumer<byte[], byte[]> consumer, Duration patience) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.LINEAGE.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        KnownRuns known = new KnownRuns();
        TopicHistory.read(consumer, partitions, patience, known::note);
        return known;
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
