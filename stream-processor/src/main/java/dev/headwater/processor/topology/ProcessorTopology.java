package dev.headwater.processor.topology;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.RunEvent;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.lineage.FindingStatements;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.state.Pulse;
import dev.headwater.processor.state.Quota;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.state.ShapeState;
import dev.headwater.processor.store.PerThread;
import dev.headwater.processor.store.StateSerde;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.series.SeriesChunk;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** What goes where: three inputs, five stages, four outputs. */
public final class ProcessorTopology {

    private static final String RUN_EVENTS = "run-events-in";
    private static final String METRICS = "metrics-in";
    private static final String HARDWARE = "hardware-in";

    private ProcessorTopology() {}

    /**
     * The topology.
     *
     * @param schemas where schemas come from
     * @param suite detectors in force
     * @param version of this software, as the lineage of findings says it
     */
    public static Topology of(SchemaSource schemas, Settings settings, Suite suite, String version) {
        return of(schemas, settings, suite, version, Telemetry.unheard());
    }

    /** The topology, with telemetry that counts what goes through. */
    public static Topology of(
            SchemaSource schemas, Settings settings, Suite suite, String version, Telemetry telemetry) {
        Topology topology = new Topology();
        source(topology, RUN_EVENTS, Topic.RUN_EVENTS, reader(schemas, RunEvent.getClassSchema()));
        source(topology, METRICS, Topic.METRICS, reader(schemas, MetricBatch.getClassSchema()));
        source(topology, HARDWARE, Topic.HARDWARE, reader(schemas, HardwareBatch.getClassSchema()));

        FindingStatements findings = new FindingStatements(Names.APPLICATION, version);
        Refusals refusals = new Refusals(schemas);
        topology.addProcessor(Names.DEDUPE, DedupeProcessor::new, RUN_EVENTS, METRICS, HARDWARE)
                .addProcessor(Names.LINEAGE, () -> new LineageProcessor(settings), Names.DEDUPE)
                .addProcessor(Names.LIVENESS, () -> new LivenessProcessor(settings), Names.DEDUPE, Names.LINEAGE)
                .addProcessor(
                        Names.SERIES,
                        () -> new SeriesProcessor(settings, suite, refusals),
                        Names.DEDUPE,
                        Names.LIVENESS)
                .addProcessor(Names.DETECT, () -> new DetectProcessor(findings), Names.SERIES)
                .addProcessor(Names.CENSUS, () -> new CensusProcessor(telemetry), Names.DEDUPE);

        topology.addStateStore(onDisk(Names.BOOTS, BootState.getClassSchema()), Names.DEDUPE, Names.LIVENESS)
                .addStateStore(onDisk(Names.RECENT_BATCHES, ShapeState.getClassSchema()), Names.DEDUPE, Names.LIVENESS)
                .addStateStore(
                        onDisk(Names.RUNS, RunState.getClassSchema()), Names.LINEAGE, Names.LIVENESS, Names.DETECT)
                .addStateStore(onDisk(Names.SERIES_STATE, SeriesState.getClassSchema()), Names.SERIES, Names.LIVENESS)
                .addStateStore(onDisk(Names.QUOTAS, Quota.getClassSchema()), Names.SERIES, Names.LIVENESS, Names.CENSUS)
                .addStateStore(inMemory(Names.PENDING, Serdes.Long()), Names.SERIES, Names.LIVENESS)
                .addStateStore(inMemory(Names.PULSES, state(Pulse.getClassSchema())), Names.LIVENESS, Names.CENSUS);

        Serializer<String> keys = new StringSerializer();
        topology.addSink(
                        Names.STATEMENTS,
                        Topic.LINEAGE.topicName(),
                        keys,
                        PerThread.<ProvStatement>serializer(() -> new RecordSerializer<>(schemas)),
                        Outputs.statementsByRun(),
                        Names.LINEAGE,
                        Names.LIVENESS,
                        Names.SERIES,
                        Names.DETECT)
                .addSink(
                        Names.CHUNKS,
                        Topic.SERIES.topicName(),
                        keys,
                        PerThread.<SeriesChunk>serializer(() -> new RecordSerializer<>(schemas)),
                        Outputs.chunksByRun(),
                        Names.SERIES)
                .addSink(
                        Names.ANOMALIES,
                        Topic.ANOMALIES.topicName(),
                        keys,
                        telemetry.findings(PerThread.<Anomaly>serializer(() -> new RecordSerializer<>(schemas))),
                        Outputs.anomaliesByRun(),
                        Names.DETECT)
                .addSink(
                        Names.DEAD_LETTERS,
                        Topic.DEAD_LETTERS.topicName(),
                        keys,
                        telemetry.deadLetters(new ByteArraySerializer()),
                        Names.SERIES);
        return topology;
    }

    private static void source(Topology topology, String name, Topic topic, Deserializer<?> values) {
        topology.addSource(AutoOffsetReset.earliest(), name, new StringDeserializer(), values, topic.topicName());
    }

    private static <T extends SpecificRecord> Deserializer<T> reader(SchemaSource schemas, Schema schema) {
        return PerThread.deserializer(() -> new RecordDeserializer<>(schemas, schema));
    }

    private static <T extends SpecificRecord> Serde<T> state(Schema schema) {
        return PerThread.serde(() -> new StateSerde<>(schema));
    }

    private static <T extends SpecificRecord> StoreBuilder<KeyValueStore<String, T>> onDisk(
            String name, Schema schema) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), ProcessorTopology.<T>state(schema))
                .withCachingEnabled()
                .withLoggingEnabled(changelog());
    }

    private static <T> StoreBuilder<KeyValueStore<String, T>> inMemory(String name, Serde<T> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withCachingDisabled()
                .withLoggingEnabled(changelog());
    }

    private static Map<String, String> changelog() {
        return Map.of("max.message.bytes", "4194304", "segment.bytes", "67108864");
    }
}
