package dev.headwater.launcher.retention;

import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Says something for a run on the compacted topics, or takes it back, in the order of the calls. */
final class RunWords implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordSerializer<ProvStatement> statements;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    RunWords(String bootstrap, SchemaSource schemas) {
        statements = new RecordSerializer<>(schemas);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        30_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        10_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void say(TopicPartition partition, Statement statement) {
        send(
                partition,
                statement.key(),
                statements.serialize(Topic.LINEAGE.topicName(), StatementRecords.toRecord(statement)));
    }

    void takeBack(TopicPartition partition, String key) {
        send(partition, key, null);
    }

    /** Returns when all of it is on the topics. */
    void confirm() {
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new KafkaException("not all could be sent; do it again: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted; do it again", e);
            }
        }
        sent.clear();
    }

    private void send(TopicPartition partition, String key, byte @Nullable [] value) {
        sent.add(producer.send(new ProducerRecord<>(
                partition.topic(), partition.partition(), key.getBytes(StandardCharsets.UTF_8), value)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
