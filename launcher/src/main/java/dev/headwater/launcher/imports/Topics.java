package dev.headwater.launcher.imports;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Explanation;
import dev.headwater.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of the lineage, to be written to as the processor writes them: all of a run in one partition. */
final class Topics implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final List<String> NAMES = List.of(Topic.LINEAGE.topicName(), Topic.SERIES.topicName());

    private final String bootstrap;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private @Nullable KnownRuns known;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @throws CommandFailure when Kafka is away, or has no such topics */
    Topics(String bootstrap) {
        this.bootstrap = bootstrap;
        findPartitions();
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "headwater-import");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3 * PATIENCE_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3 * PATIENCE_MILLIS);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void findPartitions() {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        try (Admin admin = Admin.create(settings)) {
            admin.describeTopics(NAMES)
                    .allTopicNames()
                    .get()
                    .forEach((topic, description) ->
                            partitions.put(topic, description.partitions().size()));
        } catch (ExecutionException e) {
            throw new CommandFailure(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? "Kafka at " + bootstrap + " has no topics of Headwater yet: start a processor there"
                            : "Kafka at " + bootstrap + ": " + Explanation.of(e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while asking Kafka at " + bootstrap, e);
        }
    }

    /**
     * Which of these runs were there before anything was sent.
     *
     * @throws CommandFailure when Kafka does not answer
     */
    SortedSet<String> known(Set<String> asked) {
        try {
            KnownRuns runs = known == null ? KnownRuns.of(bootstrap) : known;
            known = runs;
            return runs.among(asked);
        } catch (KafkaException e) {
            throw new CommandFailure("Kafka at " + bootstrap + ": " + Explanation.of(e), e);
        }
    }

    /** @throws CommandFailure when this or an earlier record was not taken */
    void send(Records.Ready record) {
        check();
        String topic = record.topic().topicName();
        try {
            producer.send(
                    new ProducerRecord<>(topic, partition(topic, record.run()), record.key(), record.value()),
                    (metadata, error) -> {
                        if (error != null) {
                            failure.compareAndSet(null, error);
                        }
                    });
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
            check();
        }
    }

    /**
     * Waits until Kafka has confirmed everything.
     *
     * @throws CommandFailure when a record was not taken
     */
    void confirm() {
        producer.flush();
        check();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private void check() {
        Exception error = failure.get();
        if (error != null) {
            throw new CommandFailure(
                    "Kafka at " + bootstrap + ": " + Explanation.of(error)
                            + "; part of the document may be there, import it again, with --replace if it is of runs",
                    error);
        }
    }

    private int partition(String topic, String run) {
        return Topic.partition(run, partitions.getOrDefault(topic, 1));
    }
}
