package dev.headwater.processor.topology;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.RunEvent;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.processor.Guest;
import dev.headwater.processor.LastRelease;
import dev.headwater.processor.detect.rules.Rulebook;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.state.Pulse;
import dev.headwater.processor.state.Quota;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.state.ShapeState;
import dev.headwater.processor.store.SeriesStore;
import dev.headwater.processor.store.StateSerde;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.prov.Value;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.series.SeriesChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology in memory: records in, what was said out. */
final class Bench implements AutoCloseable {

    private static final Map<String, Schema> STATES = Map.of(
            Names.BOOTS, BootState.getClassSchema(),
            Names.RECENT_BATCHES, ShapeState.getClassSchema(),
            Names.RUNS, RunState.getClassSchema(),
            Names.SERIES_STATE, SeriesState.getClassSchema(),
            Names.QUOTAS, Quota.getClassSchema(),
            Names.PULSES, Pulse.getClassSchema());

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final BundledSchemas schemas = BundledSchemas.load();
    private final TopologyTestDriver driver;
    private final Map<Topic, TestInputTopic<byte[], byte[]>> inputs = new LinkedHashMap<>();
    private final Serializer<SpecificRecord> serializer = new RecordSerializer<>(schemas);
    private final TestOutputTopic<String, ProvStatement> lineage;
    private final TestOutputTopic<String, SeriesChunk> chunks;
    private final TestOutputTopic<String, Anomaly> anomalies;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final Map<String, Statement> statements = new LinkedHashMap<>();
    private final Map<String, SeriesChunk> points = new LinkedHashMap<>();
    private final Map<String, Statement> statementsOfRuns = new LinkedHashMap<>();
    private long statementsSaid;
    private long chunksSaid;

    Bench() {
        this(Settings.DEFAULT);
    }

    Bench(Settings settings) {
        this(settings, Rulebook.standard()::forExperiment);
    }

    Bench(ReadUntil read) {
        this(Settings.DEFAULT, Rulebook.standard()::forExperiment, read);
    }

    Bench(Settings settings, Rules rules) {
        this(settings, rules, ReadUntil.ALWAYS);
    }

    private Bench(Settings settings, Rules rules, ReadUntil read) {
        Properties config = new Properties();
        config.putAll(StreamsSettings.of("bench:9092", stateFolder().toString(), 1));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        Topology topology =
                ProcessorTopology.of(schemas, settings, rules, "test", Telemetry.unheard(), Destinations.USUAL, read);
        driver = new TopologyTestDriver(topology, config, Guest.BEGIN);
        for (Topic topic : List.of(Topic.RUN_EVENTS, Topic.METRICS, Topic.HARDWARE)) {
            inputs.put(
                    topic,
                    driver.createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer()));
        }
        StringDeserializer keys = new StringDeserializer();
        lineage = driver.createOutputTopic(
                Topic.LINEAGE.topicName(), keys, new RecordDeserializer<>(schemas, ProvStatement.getClassSchema()));
        chunks = driver.createOutputTopic(
                Topic.SERIES.topicName(), keys, new RecordDeserializer<>(schemas, SeriesChunk.getClassSchema()));
        anomalies = driver.createOutputTopic(
                Topic.ANOMALIES.topicName(), keys, new RecordDeserializer<>(schemas, Anomaly.getClassSchema()));
        deadLetters = driver.createOutputTopic(
                Topic.DEAD_LETTERS.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Path stateFolder() {
        try {
            Path folder = Files.createTempDirectory("headwater-bench");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bench send(SpecificRecord... records) {
        for (SpecificRecord record : records) {
            if (record instanceof RunEvent event) {
                sendRaw(Topic.RUN_EVENTS, event.getRunId(), bytes(Topic.RUN_EVENTS, event));
            } else if (record instanceof MetricBatch batch) {
                sendRaw(Topic.METRICS, batch.getRunId(), bytes(Topic.METRICS, batch));
            } else if (record instanceof HardwareBatch batch) {
                sendRaw(Topic.HARDWARE, batch.getRunId(), bytes(Topic.HARDWARE, batch));
            }
        }
        return this;
    }

    byte[] bytes(Topic topic, SpecificRecord record) {
        return serializer.serialize(topic.topicName(), record);
    }

    void sendRaw(Topic topic, @Nullable String key, byte @Nullable [] value) {
        TestInputTopic<byte[], byte[]> input = Objects.requireNonNull(inputs.get(topic));
        input.pipeInput(
                new TestRecord<byte[], byte[]>(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value));
        collect();
    }

    Bench wait(Duration time) {
        // A clock does not leap: what comes every second comes every second here, too.
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(SECOND)) {
            driver.advanceWallClockTime(left.compareTo(SECOND) < 0 ? left : SECOND);
        }
        collect();
        return this;
    }

    /** Time in which this process was not there. */
    Bench leap(Duration time) {
        driver.advanceWallClockTime(time);
        collect();
        return this;
    }

    private void collect() {
        for (TestRecord<String, ProvStatement> record : lineage.readRecordsToList()) {
            Statement statement = StatementRecords.fromRecord(record.value());
            statements.put(statement.kind().keyword() + '|' + statement.id(), statement);
            statementsOfRuns.put(statement.key(), statement);
            statementsSaid++;
        }
        for (TestRecord<String, SeriesChunk> record : chunks.readRecordsToList()) {
            points.put(record.key(), record.value());
            chunksSaid++;
        }
    }

    /** The last statement of each {@code keyword|id}, whatever run said it. */
    Map<String, Statement> statements() {
        return statements;
    }

    /** The last statement of each key: what several runs say of one thing is here for each of them. */
    Map<String, Statement> statementsOfRuns() {
        return statementsOfRuns;
    }

    long statementsSaid() {
        return statementsSaid;
    }

    long chunksSaid() {
        return chunksSaid;
    }

    SeriesChunk chunk(String key) {
        return Objects.requireNonNull(points.get(key), () -> key + " was not said, only " + points.keySet());
    }

    Statement statement(String key) {
        Statement statement = statements.get(key);
        if (statement == null) {
            throw new AssertionError("nothing was said of " + key + ", only of " + statements.keySet());
        }
        return statement;
    }

    /** Value of an attribute of a statement, or an empty text. */
    Object attribute(String key, String name) {
        return statement(key).attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(attribute -> plain(attribute.value()))
                .findFirst()
                .orElse("");
    }

    private static Object plain(Value value) {
        if (value instanceof Value.Int number) {
            return number.number();
        } else if (value instanceof Value.Real number) {
            return number.number();
        } else if (value instanceof Value.Truth truth) {
            return truth.truth();
        } else if (value instanceof Value.Text text) {
            return text.text();
        } else if (value instanceof Value.Literal literal) {
            return literal.lexical();
        }
        return value.toString();
    }

    /** As when a store is restored from the changelog of another process. */
    void restore(LastRelease.Stored stored) {
        Object value = stored.store().equals(Names.PENDING)
                ? new LongDeserializer().deserialize("", stored.value())
                : new StateSerde<>(Objects.requireNonNull(STATES.get(stored.store())))
                        .deserialize(stored.store(), stored.value());
        this.<Object>store(stored.store()).put(stored.key(), value);
    }

    /** Puts everything that another process has stored into the stores of this one. */
    void takeOver(Bench other) {
        for (String name : other.driver.getAllStateStores().keySet()) {
            try (KeyValueIterator<String, Object> all =
                    other.<Object>store(name).all()) {
                all.forEachRemaining(each -> this.<Object>store(name).put(each.key, each.value));
            }
        }
    }

    /** What has been written of series, and is not only live. */
    KeyValueStore<String, SeriesState> written() {
        return ((SeriesStore) driver.getStateStore(Names.SERIES_STATE)).written();
    }

    @SuppressWarnings("unchecked")
    private <T> KeyValueStore<String, T> store(String name) {
        return name.equals(Names.SERIES_STATE) ? (KeyValueStore<String, T>) written() : driver.getKeyValueStore(name);
    }

    /** Entries in all state stores. */
    long storedEntries() {
        long entries = 0;
        for (String store : driver.getAllStateStores().keySet()) {
            try (KeyValueIterator<String, Object> all =
                    this.<Object>store(store).all()) {
                for (; all.hasNext(); all.next()) {
                    entries++;
                }
            }
        }
        return entries;
    }

    List<Anomaly> anomalies() {
        return new ArrayList<>(anomalies.readValuesToList());
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
