package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.series.SeriesChunk;
import dev.headwater.service.Health;
import dev.headwater.sink.Sink;
import dev.headwater.testkit.KafkaServer;
import dev.headwater.testkit.Neo4jServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The {@link CookbookScene} on real topics, and a sink that keeps a real graph up to date with them. */
final class SceneOnServers implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final KafkaServer kafka;
    private final Neo4jServer neo4j;
    private final Path folder;
    private final Health health = new Health();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    private SceneOnServers(KafkaServer kafka, Neo4jServer neo4j, Path folder) {
        this.kafka = kafka;
        this.neo4j = neo4j;
        this.folder = folder;
        Sink sink = new Sink(
                Map.of("bootstrap.servers", kafka.bootstrap()),
                SchemaSource.of(""),
                neo4j.driver(),
                neo4j.boltUri(),
                neo4j.user(),
                health,
                System::nanoTime);
        thread = new Thread(
                () -> {
                    try (Sink open = sink) {
                        while (!stopped.get()) {
                            open.doWork();
                        }
                    }
                },
                "sink");
    }

    /** Topics and graph are new, and the sink has just begun to read. */
    static SceneOnServers start(KafkaServer kafka, Neo4jServer neo4j, Path folder) {
        neo4j.clear();
        kafka.freshTopics(Arrays.stream(Topic.values())
                .map(topic -> new NewTopic(topic.topicName(), PARTITIONS, (short) 1).configs(topic.settings()))
                .toList());
        SceneOnServers scene = new SceneOnServers(kafka, neo4j, folder);
        try (InMemoryProcessor processor = new InMemoryProcessor(folder, CookbookScene.BEGIN)) {
            new CookbookScene(processor).plays();
            scene.say(processor.after(Duration.ofSeconds(1)), processor.chunks());
        }
        scene.thread.start();
        await().atMost(Duration.ofSeconds(60)).until(scene.health::isReady);
        return scene;
    }

    /** As the processor does, in a transaction: its end takes an offset of each partition, which is no record. */
    private void say(Collection<Statement> statements, Collection<SeriesChunk> chunks) {
        RecordSerializer<ProvStatement> ofStatements = new RecordSerializer<>(SchemaSource.of(""));
        RecordSerializer<SeriesChunk> ofChunks = new RecordSerializer<>(SchemaSource.of(""));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "transactional.id", "scene"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (Statement statement : statements) {
                producer.send(record(
                        Topic.LINEAGE,
                        Objects.requireNonNullElse(statement.runId(), ""),
                        statement.key(),
                        ofStatements.serialize(Topic.LINEAGE.topicName(), StatementRecords.toRecord(statement))));
            }
            for (SeriesChunk chunk : chunks) {
                producer.send(record(
                        Topic.SERIES,
                        chunk.getRunId(),
                        chunk.getRunId() + "|" + chunk.getSeriesId() + "|" + chunk.getIndex(),
                        ofChunks.serialize(Topic.SERIES.topicName(), chunk)));
            }
            producer.commitTransaction();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Topic topic, String run, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(
                topic.topicName(), Topic.partition(run, PARTITIONS), key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** The command as a process, told where the servers are. */
    CommandLineProcess.Outcome headwater(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--bootstrap",
                kafka.bootstrap(),
                "--neo4j",
                neo4j.boltUri(),
                "--neo4j-user",
                neo4j.user(),
                "--neo4j-password",
                neo4j.password()));
        return CommandLineProcess.run(folder, folder, all.toArray(String[]::new));
    }

    /** Keys of what a run says on the compacted topics and has not taken back. */
    Set<String> saidBy(String run) {
        Set<String> keys = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(
                    new TopicPartition(Topic.LINEAGE.topicName(), Topic.partition(run, PARTITIONS)),
                    new TopicPartition(Topic.SERIES.topicName(), Topic.partition(run, PARTITIONS)));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                assertThat(System.nanoTime()).as("Kafka gives all there is").isLessThan(deadline);
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        keys.remove(key);
                    } else if (key.startsWith(run + "|")) {
                        keys.add(key);
                    }
                });
            }
        }
        return keys;
    }

    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        thread.join(20_000);
    }
}
