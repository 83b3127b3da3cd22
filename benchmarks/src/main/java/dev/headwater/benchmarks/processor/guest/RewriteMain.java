package dev.headwater.benchmarks.processor.guest;

import dev.headwater.event.MetricBatch;
import dev.headwater.processor.topology.StreamsSettings;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Reads metric batches and writes them again, with the codec and the Streams settings of the processor and one thread: the
 * most that anything which looks at every batch could do. Arguments: bootstrap, application, topic to write, state folder.
 */
public final class RewriteMain {

    private RewriteMain() {}

    public static void main(String[] args) throws InterruptedException {
        Properties config = new Properties();
        config.putAll(StreamsSettings.of(args[0], args[3], 1));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, args[1]);
        SchemaSource schemas = SchemaSource.of("");
        String topic = Topic.METRICS.topicName();
        RecordSerializer<MetricBatch> writer = new RecordSerializer<>(schemas);
        Topology topology = new Topology();
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        "in",
                        new StringDeserializer(),
                        new RecordDeserializer<>(schemas, MetricBatch.getClassSchema()),
                        topic)
                .addSink(
                        "out",
                        args[2],
                        new StringSerializer(),
                        // The schema is that of the topic which is read.
                        (String ignored, MetricBatch batch) -> writer.serialize(topic, batch),
                        "in");
        try (KafkaStreams streams = new KafkaStreams(topology, config)) {
            streams.start();
            // Until it is killed.
            new CountDownLatch(1).await();
        }
    }
}
