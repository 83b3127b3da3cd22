package dev.headwater.benchmarks;

import dev.headwater.embedded.EmbeddedKafka;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;

/** A real Kafka broker of its own, on the same machine: it competes with what is measured for the processors. */
public final class Broker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NODE = 1;

    private final EmbeddedKafka kafka;

    private Broker(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    /**
     * Starts it and creates the topics.
     *
     * @param root the checkout
     * @param home empty folder for its data
     */
    public static Broker start(Path root, Path home) throws ExecutionException, InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Options.of(root, home));
        Broker broker = new Broker(kafka);
        try (Admin admin = broker.admin()) {
            kafka.awaitReady(PATIENCE);
            TopicSetup.createMissing(admin, Topic.DEFAULT_PARTITIONS, (short) 1);
            return broker;
        } catch (ExecutionException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    public String bootstrap() {
        return kafka.bootstrap();
    }

    /** Of a producer that fills topics with what is to be taken from them later. */
    public static Map<String, Object> backlogSettings(String bootstrap) {
        // One request at a time: where the partitions of a new topic have no leader yet, a request that is refused must
        // come again before the next one, or the broker refuses all that follow as out of order.
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "linger.ms",
                20,
                "batch.size",
                1 << 18,
                "compression.type",
                "lz4",
                "max.in.flight.requests.per.connection",
                1);
    }

    /** Bytes of record batches that the broker keeps for a topic, all partitions together. */
    public long bytes(Topic topic) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            Map<String, LogDirDescription> folders =
                    admin.describeLogDirs(List.of(NODE)).allDescriptions().get().getOrDefault(NODE, Map.of());
            return folders.values().stream()
                    .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic.topicName()))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        }
    }

    /** Processor time it has taken since its start. */
    public Duration processorTime() {
        return ProcessHandle.of(kafka.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()));
    }

    /** Ends it at once: nobody needs its data any more. */
    @Override
    public void close() {
        kafka.kill();
    }
}
