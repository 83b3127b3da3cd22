package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.schemas.Topic;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceBytesTest {

    @TempDir
    Path folder = Path.of("");

    /** Takes the bytes away, puts into a cached store, sends, and fails: what each stage may do. */
    private static final class Stage extends ContextualProcessor<String, String, String, String> {

        @Override
        public void process(Record<String, String> record) {
            SourceBytes.take(context());
            ProcessorRecordContext source =
                    (ProcessorRecordContext) context().recordMetadata().orElseThrow();
            assertThat(source.sourceRawKey()).isNull();
            assertThat(source.sourceRawValue()).isNull();
            context().<KeyValueStore<String, String>>getStateStore("store").put(record.key(), "small");
            context().forward(record.withValue("sent"));
            throw new IllegalArgumentException("rank -1");
        }
    }

    @Test
    void whatACacheRefersToHoldsNoSourceBytesAndTheDeadLetterHasThem() {
        Topology topology = new Topology()
                .addSource("source", new StringDeserializer(), new StringDeserializer(), "in")
                .addProcessor("stage", Stage::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore("store"), Serdes.String(), Serdes.String())
                                .withCachingEnabled(),
                        "stage")
                .addSink("sink", "out", new StringSerializer(), new StringSerializer(), "stage");
        Properties config = new Properties();
        config.putAll(StreamsSettings.of("bench:9092", folder.toString(), 1));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, config)) {
            driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                    .pipeInput("run", "a large batch");

            assertThat(driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                            .readValue())
                    .isEqualTo("sent");
            assertThat(driver.createOutputTopic(
                                    Topic.DEAD_LETTERS.topicName(), new StringDeserializer(), new StringDeserializer())
                            .readKeyValue())
                    .isEqualTo(KeyValue.pair("run", "a large batch"));
        }
    }
}
