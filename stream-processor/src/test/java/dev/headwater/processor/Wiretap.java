package dev.headwater.processor;

import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Says things on the input topics as a guest would, and hears what is committed on the output topics. */
final class Wiretap implements AutoCloseable {

    private final BundledSchemas schemas = BundledSchemas.load();
    private final KafkaProducer<String, byte[]> producer;
    private final String bootstrap;

    Wiretap(String bootstrap) {
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void say(Topic topic, String runId, SpecificRecord record) {
        sayRaw(topic, runId, new RecordSerializer<>(schemas).serialize(topic.topicName(), record));
    }

    /** As {@link #say}, without waiting for the broker. */
    void murmur(Topic topic, String runId, SpecificRecord record) {
        byte[] bytes = new RecordSerializer<>(schemas).serialize(topic.topicName(), record);
        producer.send(new ProducerRecord<>(topic.topicName(), runId, bytes));
    }

    void flush() {
        producer.flush();
    }

    void sayRaw(Topic topic, String key, byte @Nullable [] bytes) {
        producer.send(new ProducerRecord<>(topic.topicName(), key, bytes));
        producer.flush();
    }

    /** Everything committed on the topic so far. */
    <T extends SpecificRecord> List<ConsumerRecord<String, T>> hear(Topic topic, Schema schema) {
        return hear(topic.topicName(), schema);
    }

    <T extends SpecificRecord> List<ConsumerRecord<String, T>> hear(String topic, Schema schema) {
        RecordDeserializer<T> deserializer = new RecordDeserializer<>(schemas, schema);
        return hear(topic, bytes -> deserializer.deserialize(topic, bytes));
    }

    /** A consumer that stands at the end of the topic and hears what is committed from now on. */
    KafkaConsumer<String, byte[]> listen(Topic topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    List<ConsumerRecord<String, byte[]>> hearRaw(Topic topic) {
        return hear(topic.topicName(), bytes -> bytes);
    }

    private <T> List<ConsumerRecord<String, T>> hear(String topic, Function<byte[], T> decode) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        List<ConsumerRecord<String, T>> heard = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    heard.add(new ConsumerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            record.timestamp(),
                            record.timestampType(),
                            0,
                            0,
                            record.key(),
                            decode.apply(record.value()),
                            record.headers(),
                            record.leaderEpoch()));
                }
            }
        }
        return heard;
    }

    @Override
    public void close() {
        producer.close();
    }
}
