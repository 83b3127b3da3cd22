package dev.headwater.processor.topology;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.RunEvent;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.processor.lineage.FindingStatements;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.state.ChunkPart;
import dev.headwater.processor.state.EarlyBatch;
import dev.headwater.processor.state.Meeting;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.Pulse;
import dev.headwater.processor.state.QuantilesState;
import dev.headwater.processor.state.Quota;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.RunWatchState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.state.ShapeState;
import dev.headwater.processor.state.Siblings;
import dev.headwater.processor.state.Touch;
import dev.headwater.processor.store.LiveBudget;
import dev.headwater.processor.store.PerThread;
import dev.headwater.processor.store.SeriesStoreBuilder;
import dev.headwater.processor.store.StateSerde;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What goes where: three inputs, six stages for each run, four outputs; and a seventh stage, behind a topic of its own, for
 * what runs have to do with one another. The way to that topic needs Kafka Streams' DSL, so its stages come first.
 */
public final class ProcessorTopology {

    private static final String INPUTS = "inputs";

    private ProcessorTopology() {}

    /**
     * The topology.
     *
     * @param schemas where schemas come from
     * @param rules in force
     * @param version of this software, as the lineage of findings says it
     */
    public static Topology of(SchemaSource schemas, Settings settings, Rules rules, String version) {
        return of(schemas, settings, rules, version, Telemetry.unheard());
    }

    /** The topology, with telemetry that counts what goes through. */
    public static Topology of(
            SchemaSource schemas, Settings settings, Rules rules, String version, Telemetry telemetry) {
        return of(schemas, settings, rules, version, telemetry, Destinations.USUAL, ReadUntil.ALWAYS);
    }

    /**
     * The topology, with outputs that go elsewhere.
     *
     * @param read how much of the inputs has been read, by what the broker says
     */
    public static Topology of(
            SchemaSource schemas,
            Settings settings,
            Rules rules,
            String version,
            Telemetry telemetry,
            Destinations to,
            ReadUntil read) {
        FindingStatements findings = new FindingStatements(Names.APPLICATION, version);
        Topology topology = acrossRuns(schemas, settings, rules, findings);
        Refusals refusals = new Refusals(schemas);
        LiveBudget runs = LiveBudget.ofHeap(8);
        topology.addProcessor(Names.LIVENESS, () -> new LivenessProcessor(settings, read), Names.DEDUPE, Names.LINEAGE)
                .addProcessor(
                        Names.SERIES,
                        () -> new SeriesProcessor(settings, rules, refusals),
                        Names.DEDUPE,
                        Names.LINEAGE,
                        Names.LIVENESS)
                .addProcessor(
                        Names.RUN_RULES,
                        () -> new RunRulesProcessor(settings, rules, runs),
                        Names.LINEAGE,
                        Names.LIVENESS,
                        Names.SERIES)
                .addProcessor(Names.DETECT, () -> new DetectProcessor(findings), Names.SERIES, Names.RUN_RULES)
                .addProcessor(Names.CENSUS, () -> new CensusProcessor(telemetry), Names.DEDUPE);

        topology.connectProcessorAndStateStores(Names.LIVENESS, Names.BOOTS, Names.RECENT_BATCHES, Names.RUNS)
                .connectProcessorAndStateStores(Names.DETECT, Names.RUNS)
                .connectProcessorAndStateStores(Names.SERIES, Names.RUNS)
                .connectProcessorAndStateStores(Names.RUN_RULES, Names.RUNS)
                .addStateStore(
                        new SeriesStoreBuilder(
                                ProcessorTopology.<SeriesState>onDisk(Names.SERIES_STATE, SeriesState.getClassSchema())
                                        .withCachingDisabled(),
                                LiveBudget.ofHeap(5)),
                        Names.SERIES,
                        Names.LIVENESS)
                .addStateStore(
                        ProcessorTopology.<ChunkPart>onDisk(Names.CHUNK_PARTS, ChunkPart.getClassSchema())
                                .withCachingDisabled(),
                        Names.SERIES)
                .addStateStore(
                        ProcessorTopology.<QuantilesState>onDisk(
                                        Names.SERIES_QUANTILES, QuantilesState.getClassSchema())
                                .withCachingDisabled(),
                        Names.SERIES)
                .addStateStore(onDisk(Names.EARLY_BATCHES, EarlyBatch.getClassSchema()), Names.SERIES)
                .addStateStore(
                        onDisk(Names.QUOTAS, Quota.getClassSchema()),
                        Names.SERIES,
                        Names.LIVENESS,
                        Names.CENSUS,
                        Names.RUN_RULES)
                .addStateStore(
                        onDisk(Names.RUN_WATCHES, RunWatchState.getClassSchema()), Names.RUN_RULES, Names.LIVENESS)
                .addStateStore(inMemory(Names.PENDING, Serdes.Long()), Names.SERIES, Names.LIVENESS)
                .addStateStore(inMemory(Names.PULSES, state(Pulse.getClassSchema())), Names.LIVENESS, Names.CENSUS)
                .addStateStore(inMemory(Names.RANK_PULSES, state(Pulse.getClassSchema())), Names.LIVENESS);

        sink(
                topology,
                to,
                Names.STATEMENTS,
                Topic.LINEAGE,
                PerThread.<ProvStatement>serializer(() -> new RecordSerializer<>(schemas)),
                Outputs.statementsByRun(),
                Names.LINEAGE,
                Names.LIVENESS,
                Names.SERIES,
                Names.DETECT);
        sink(
                topology,
                to,
                Names.CHUNKS,
                Topic.SERIES,
                PerThread.<SaidChunk>serializer(() -> new ChunkSerializer(schemas)),
                Outputs.chunksByRun(),
                Names.SERIES);
        sink(
                topology,
                to,
                Names.ANOMALIES,
                Topic.ANOMALIES,
                findings(schemas, telemetry),
                Outputs.anomaliesByRun(),
                Names.DETECT);
        sink(
                topology,
                to,
                Names.DEAD_LETTERS,
                Topic.DEAD_LETTERS,
                telemetry.deadLetters(new ByteArraySerializer()),
                null,
                Names.SERIES);
        sink(
                topology,
                to,
                Names.MEETING_STATEMENTS,
                Topic.LINEAGE,
                PerThread.<ProvStatement>serializer(() -> new RecordSerializer<>(schemas)),
                Outputs.statementsByRun(),
                Names.MEETING);
        sink(
                topology,
                to,
                Names.SIBLING_STATEMENTS,
                Topic.LINEAGE,
                PerThread.<ProvStatement>serializer(() -> new RecordSerializer<>(schemas)),
                Outputs.statementsByRun(),
                Names.SIBLINGS);
        sink(
                topology,
                to,
                Names.SIBLING_ANOMALIES,
                Topic.ANOMALIES,
                findings(schemas, telemetry),
                Outputs.anomaliesByRun(),
                Names.SIBLINGS);
        return topology;
    }

    /** Findings have one schema, known under the usual topic, also where a replay writes them elsewhere. */
    private static Serializer<Anomaly> findings(SchemaSource schemas, Telemetry telemetry) {
        Serializer<Anomaly> usual = PerThread.serializer(() -> new RecordSerializer<>(schemas));
        return telemetry.findings((topic, anomaly) -> usual.serialize(Topic.ANOMALIES.topicName(), anomaly));
    }

    private static <V> void sink(
            Topology topology,
            Destinations to,
            String name,
            Topic topic,
            Serializer<V> values,
            @Nullable StreamPartitioner<String, V> partitioner,
            String... parents) {
        if (!to.written(topic)) {
            topology.addProcessor(name, NowhereProcessor::new, parents);
        } else if (partitioner == null) {
            topology.addSink(name, to.name(topic), new StringSerializer(), values, parents);
        } else {
            topology.addSink(name, to.name(topic), new StringSerializer(), values, partitioner, parents);
        }
    }

    /**
     * From the inputs to where runs meet. The topic between has as many partitions as the inputs. What compares runs by
     * something else than contents comes beside it: a repartition of {@link Names#LINEAGE} by another key, and a stage.
     */
    private static Topology acrossRuns(
            SchemaSource schemas, Settings settings, Rules rules, FindingStatements findings) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(onDisk(Names.BOOTS, BootState.getClassSchema()))
                .addStateStore(onDisk(Names.RECENT_BATCHES, ShapeState.getClassSchema()))
                .addStateStore(onDisk(Names.RUNS, RunState.getClassSchema()))
                .addStateStore(onDisk(Names.MEETINGS, Meeting.getClassSchema()))
                .addStateStore(onDisk(Names.TOUCHES, Touch.getClassSchema()))
                .addStateStore(onDisk(Names.SIBLINGS_OF, Siblings.getClassSchema()));
        KStream<String, Object> fresh = builder.stream(
                        List.of(Topic.RUN_EVENTS.topicName(), Topic.METRICS.topicName(), Topic.HARDWARE.topicName()),
                        Consumed.with(Serdes.String(), inputs(schemas))
                                .withName(INPUTS)
                                .withOffsetResetPolicy(AutoOffsetReset.earliest()))
                .process(DedupeProcessor::new, Named.as(Names.DEDUPE), Names.BOOTS, Names.RECENT_BATCHES);
        KStream<String, Object> said = ProcessorTopology.<FreshEvent>meantFor(fresh)
                .process(() -> new LineageProcessor(settings), Named.as(Names.LINEAGE), Names.RUNS);
        ProcessorTopology.<Touch>meantFor(said)
                .repartition(Repartitioned.<String, Touch>as(Names.CONTENTS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(state(Touch.getClassSchema())))
                .process(() -> new MeetingProcessor(settings), Named.as(Names.MEETING), Names.MEETINGS, Names.TOUCHES);
        ProcessorTopology.<Portrait>meantFor(said)
                .repartition(Repartitioned.<String, Portrait>as(Names.EXPERIMENTS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(state(Portrait.getClassSchema())))
                .process(
                        () -> new SiblingsProcessor(settings, rules, findings),
                        Named.as(Names.SIBLINGS),
                        Names.SIBLINGS_OF);
        return builder.build();
    }

    /** A stage names the child that a record goes to, and sends it only what it takes. */
    @SuppressWarnings("unchecked")
    private static <V> KStream<String, V> meantFor(KStream<String, Object> stage) {
        return (KStream<String, V>) (KStream<String, ?>) stage;
    }

    /** Each topic has its own schema. */
    private static Serde<SpecificRecord> inputs(SchemaSource schemas) {
        Map<String, Deserializer<? extends SpecificRecord>> readers = Map.of(
                Topic.RUN_EVENTS.topicName(),
                reader(schemas, RunEvent.getClassSchema()),
                Topic.METRICS.topicName(),
                reader(schemas, MetricBatch.getClassSchema()),
                Topic.HARDWARE.topicName(),
                reader(schemas, HardwareBatch.getClassSchema()));
        return Serdes.serdeFrom(
                new RecordSerializer<>(schemas),
                (topic, bytes) ->
                        Objects.requireNonNull(readers.get(topic), topic).deserialize(topic, bytes));
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
