package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class SourceBytesTest {

    /** Puts into a cached store, as each stage does, and lets go. */
    private static final class Stage extends ContextualProcessor<String, String, String, String> {
        private final List<ProcessorRecordContext> seen;
        private final List<byte[]> before;

        Stage(List<ProcessorRecordContext> seen, List<byte[]> before) {
            this.seen = seen;
            this.before = before;
        }

        @Override
        public void process(Record<String, String> record) {
            context().<KeyValueStore<String, String>>getStateStore("store").put(record.key(), "small");
            ProcessorRecordContext source =
                    (ProcessorRecordContext) context().recordMetadata().orElseThrow();
            seen.add(source);
            before.add(source.sourceRawValue());
            SourceBytes.release(context());
        }
    }

    @Test
    void whatACacheRefersToHoldsNoSourceBytesAfterwards() {
        List<ProcessorRecordContext> seen = new ArrayList<>();
        List<byte[]> before = new ArrayList<>();
        Topology topology = new Topology()
                .addSource("source", new StringDeserializer(), new StringDeserializer(), "in")
                .addProcessor("stage", () -> new Stage(seen, before), "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore("store"), Serdes.String(), Serdes.String())
                                .withCachingEnabled(),
                        "stage");
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "source-bytes");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, config)) {
            driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                    .pipeInput("run", "a large batch");
        }

        assertThat(before).containsExactly("a large batch".getBytes(StandardCharsets.UTF_8));
        assertThat(seen).singleElement().satisfies(source -> {
            assertThat(source.sourceRawKey()).isNull();
            assertThat(source.sourceRawValue()).isNull();
        });
    }
}
