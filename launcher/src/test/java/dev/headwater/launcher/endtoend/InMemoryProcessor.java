package dev.headwater.launcher.endtoend;

import dev.headwater.lineage.ProvStatement;
import dev.headwater.processor.detect.rules.Rulebook;
import dev.headwater.processor.topology.ProcessorTopology;
import dev.headwater.processor.topology.Settings;
import dev.headwater.processor.topology.StreamsSettings;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.series.SeriesChunk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The processor without Kafka: records in, statements and chunks of points out. */
final class InMemoryProcessor implements AutoCloseable {

    private final BundledSchemas schemas = BundledSchemas.load();
    private final RecordSerializer<SpecificRecord> serializer = new RecordSerializer<>(schemas);
    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, ProvStatement> lineage;
    private final TestOutputTopic<String, SeriesChunk> series;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final Map<String, Statement> said = new TreeMap<>();

    InMemoryProcessor(Path state, Instant now) {
        Properties config = new Properties();
        config.putAll(StreamsSettings.of("memory:9092", state.toString(), 1));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(
                ProcessorTopology.of(schemas, Settings.DEFAULT, Rulebook.standard()::forExperiment, "test"),
                config,
                now);
        lineage = driver.createOutputTopic(
                Topic.LINEAGE.topicName(),
                new StringDeserializer(),
                new RecordDeserializer<>(schemas, ProvStatement.getClassSchema()));
        series = driver.createOutputTopic(
                Topic.SERIES.topicName(),
                new StringDeserializer(),
                new RecordDeserializer<>(schemas, SeriesChunk.getClassSchema()));
        deadLetters = driver.createOutputTopic(
                Topic.DEAD_LETTERS.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void send(Topic topic, String runId, SpecificRecord record) {
        driver.createInputTopic(topic.topicName(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(runId, serializer.serialize(topic.topicName(), record));
    }

    /** What holds after some time, and what could not be taken. */
    Collection<Statement> after(Duration time) {
        driver.advanceWallClockTime(time);
        lineage.readValuesToList().stream()
                .map(StatementRecords::fromRecord)
                .forEach(statement -> said.put(statement.key(), statement));
        return said.values();
    }

    /** Time goes by, a second after the other: a clock that leaps is one that nobody was there to see. */
    void pass(Duration time) {
        for (long seconds = time.toSeconds(); seconds > 0; seconds--) {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    /** Chunks of points since the last call, in the order of the topic. */
    List<SeriesChunk> chunks() {
        return series.readValuesToList();
    }

    long deadLetters() {
        return deadLetters.readRecordsToList().size();
    }

    @Override
    public void close() {
        driver.close();
    }
}
