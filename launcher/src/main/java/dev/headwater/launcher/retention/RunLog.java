package dev.headwater.launcher.retention;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.stack.TopicHistory;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementKey;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a run says on the compacted topics, up to where they end now. Reads the run's partition of each, without a
 * consumer group, so that it disturbs nobody.
 */
final class RunLog implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDeserializer<ProvStatement> statements;
    private final Duration patience;

    RunLog(String bootstrap, SchemaSource schemas) {
        this(TopicHistory.consumer(bootstrap), schemas, TopicHistory.PATIENCE);
    }

    /** @param patience how long Kafka may be silent while there is more to read */
    RunLog(Consumer<byte[], byte[]> consumer, SchemaSource schemas, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
        statements = new RecordDeserializer<>(schemas, ProvStatement.getClassSchema());
    }

    /** What the run says of elements and relations, by key, in the order in which it was first said. */
    Map<String, Statement> lineage(String runId) {
        Map<String, Statement> said = new LinkedHashMap<>();
        read(Topic.LINEAGE, runId, record -> {
            String key = text(record.key());
            if (StatementKey.parse(key).filter(of -> of.run().equals(runId)).isEmpty()) {
                return;
            }
            ProvStatement statement = statements.deserialize(record.topic(), record.value());
            if (statement == null) {
                said.remove(key);
            } else {
                said.put(key, StatementRecords.fromRecord(statement));
            }
        });
        return said;
    }

    /** Keys of the chunks of points that the run has. */
    Set<String> chunks(String runId) {
        Set<String> keys = new LinkedHashSet<>();
        read(Topic.SERIES, runId, record -> {
            String key = text(record.key());
            int series = key.lastIndexOf('|', key.lastIndexOf('|') - 1);
            if (series < 0 || !key.substring(0, series).equals(runId)) {
                return;
            }
            if (record.value() == null) {
                keys.remove(key);
            } else {
                keys.add(key);
            }
        });
        return keys;
    }

    TopicPartition partition(Topic topic, String runId) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic.topicName());
        if (partitions == null || partitions.isEmpty()) {
            throw new CommandFailure("Kafka has no topic " + topic.topicName() + ": nothing is recorded there");
        }
        return new TopicPartition(topic.topicName(), Topic.partition(runId, partitions.size()));
    }

    private void read(Topic topic, String runId, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        TopicHistory.read(consumer, List.of(partition(topic, runId)), patience, reader);
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
