package dev.headwater.launcher.retention;

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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What a run says on the compacted topics, up to where they end now. Reads the run's partition of each, without a
 * consumer group, so that it disturbs nobody.
 */
final class RunLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordDeserializer<ProvStatement> statements;

    RunLog(String bootstrap, SchemaSource schemas) {
        statements = new RecordDeserializer<>(schemas, ProvStatement.getClassSchema());
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
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
        return new TopicPartition(topic.topicName(), Topic.partition(runId, partitions.size()));
    }

    private void read(Topic topic, String runId, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        TopicPartition partition = partition(topic, runId);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                reader.accept(record);
            }
        }
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
