package dev.headwater.sink;

import dev.headwater.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts records that the graph cannot take on {@code headwater.dead-letters}: key and value as they were, headers that
 * say where they came from and why they are there.
 */
final class DeadLetters implements AutoCloseable {

    /** One of them. */
    record Letter(ConsumerRecord<byte[], byte[]> record, String reason) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Producer<byte[], byte[]> producer;

    /** @param connection client settings for the cluster */
    DeadLetters(Map<String, Object> connection) {
        Map<String, Object> settings = new java.util.HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(
                ProducerConfig.CLIENT_ID_CONFIG,
                connection.getOrDefault(ProducerConfig.CLIENT_ID_CONFIG, "headwater-sink") + "-dead-letters");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Returns when all of them are on the topic.
     *
     * @throws KafkaException when they are not, or not known to be
     */
    void send(List<Letter> letters) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(letters.size());
        for (Letter letter : letters) {
            ConsumerRecord<byte[], byte[]> record = letter.record();
            ProducerRecord<byte[], byte[]> dead =
                    new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), record.key(), record.value());
            record.headers().forEach(header -> dead.headers().add(header));
            header(dead, "headwater.reason", letter.reason());
            header(dead, "headwater.component", "graph-sink");
            header(dead, "headwater.topic", record.topic());
            header(dead, "headwater.partition", Integer.toString(record.partition()));
            header(dead, "headwater.offset", Long.toString(record.offset()));
            sent.add(producer.send(dead));
        }
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new KafkaException("a dead letter could not be sent", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while sending dead letters", e);
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
