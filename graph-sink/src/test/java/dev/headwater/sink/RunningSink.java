package dev.headwater.sink;

import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.service.Health;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;

/** A sink that runs on a thread of its own, as in production, until it is closed. */
public final class RunningSink implements AutoCloseable {

    public static final int PARTITIONS = 4;

    private final Health health = new Health();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Driver driver;
    private final Sink sink;
    private final Thread thread;

    public RunningSink(String bootstrap, String uri, String user, String password) {
        this(bootstrap, uri, user, password, System::nanoTime);
    }

    /** Its clock is ten times as fast, so that it soon tries again; Neo4j asks for no password. */
    public static RunningSink inAHurry(String bootstrap, String uri) {
        return new RunningSink(bootstrap, uri, "neo4j", "", () -> System.nanoTime() * 10);
    }

    private RunningSink(String bootstrap, String uri, String user, String password, LongSupplier nanoTime) {
        driver = GraphDatabase.driver(
                uri,
                AuthTokens.basic(user, password),
                Config.builder().withLogging(Logging.none()).build());
        sink = new Sink(
                Map.of("bootstrap.servers", bootstrap), SchemaSource.of(""), driver, uri, user, health, nanoTime);
        thread = new Thread(
                () -> {
                    try (Sink open = sink) {
                        while (!stopped.get()) {
                            open.doWork();
                        }
                    }
                },
                "sink");
        thread.start();
    }

    public long retries() {
        return sink.retries();
    }

    public Health health() {
        return health;
    }

    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        thread.join(20_000);
        driver.close();
    }

    /** The topics of a sink, as they are created in production. */
    public static List<NewTopic> topics() {
        return List.of(Topic.LINEAGE, Topic.SERIES, Topic.DEAD_LETTERS).stream()
                .map(topic -> new NewTopic(topic.topicName(), PARTITIONS, (short) 1).configs(topic.settings()))
                .toList();
    }

    /** Sends statements as the processor does: keyed by their identity, partitioned by run. */
    public static void send(String bootstrap, Collection<Statement> statements) {
        try (Sender sender = new Sender(bootstrap)) {
            statements.forEach(sender::send);
        }
    }

    /** A producer that stays open. */
    public static final class Sender implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> producer;
        private final RecordSerializer<ProvStatement> statements = new RecordSerializer<>(SchemaSource.of(""));

        public Sender(String bootstrap) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrap, "linger.ms", 5, "batch.size", 256 * 1024),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        public void send(Statement statement) {
            byte[] value = statements.serialize(Topic.LINEAGE.topicName(), StatementRecords.toRecord(statement));
            send(Topic.LINEAGE, String.valueOf(statement.runId()), statement.key(), value);
        }

        public <T extends SpecificRecord> void sendRecord(Topic topic, String run, String key, T record) {
            send(topic, run, key, new RecordSerializer<T>(SchemaSource.of("")).serialize(topic.topicName(), record));
        }

        public void send(Topic topic, String run, String key, byte @Nullable [] value) {
            int partition = Topic.partition(run, PARTITIONS);
            producer.send(
                    new ProducerRecord<>(topic.topicName(), partition, key.getBytes(StandardCharsets.UTF_8), value));
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    /** Reads the dead letters there are. */
    public static KafkaConsumer<byte[], byte[]> deadLetters(String bootstrap) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "auto.offset.reset",
                        "earliest",
                        "group.id",
                        "dead-letter-reader"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topic.DEAD_LETTERS.topicName()));
        return consumer;
    }
}
