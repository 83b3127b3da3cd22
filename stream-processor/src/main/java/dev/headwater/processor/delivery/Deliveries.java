package dev.headwater.processor.delivery;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.SchemaSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks at work: a thread and a consumer group for each, so that none waits for another, and the stream waits for
 * none of them. Instances of the processor share the findings of a webhook.
 */
public final class Deliveries implements AutoCloseable {

    /** What the consumer groups of webhooks begin with; the name of the webhook follows. */
    public static final String GROUP_PREFIX = "headwater-webhook-";

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

    private final Map<String, Object> connection;
    private final SchemaSource schemas;
    private final MeterRegistry meters;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    private Deliveries(Map<String, Object> connection, SchemaSource schemas, MeterRegistry meters) {
        this.connection = connection;
        this.schemas = schemas;
        this.meters = meters;
    }

    /**
     * Begins to deliver. When it returns, every webhook has its place in the topic: a new one begins with what is found
     * from now on.
     *
     * @param connection client settings for the cluster
     */
    public static Deliveries begin(
            List<Webhook> hooks, Map<String, Object> connection, SchemaSource schemas, MeterRegistry meters) {
        Deliveries deliveries = new Deliveries(connection, schemas, meters);
        for (Webhook hook : hooks) {
            try (Consumer<byte[], byte[]> consumer = deliveries.consumer(hook)) {
                takePlace(consumer);
            }
            DeliveryMeters counts = new DeliveryMeters(meters, hook.name(), Clock.systemUTC());
            Thread thread = new Thread(() -> deliveries.work(hook, counts), "webhook-" + hook.name());
            thread.setDaemon(true);
            deliveries.threads.add(thread);
            thread.start();
            LOG.info("findings go to {}", hook);
        }
        return deliveries;
    }

    private void work(Webhook hook, DeliveryMeters counts) {
        while (!stopping) {
            try (Courier courier = courier(hook, counts)) {
                while (!stopping) {
                    courier.doWork();
                }
            } catch (WakeupException | InterruptException | InterruptedException e) {
                // The end was asked for.
                return;
            } catch (KafkaException e) {
                LOG.warn("{} waits for Kafka: {}", hook, e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.error("{} failed and begins again; this is a defect, please report it", hook, e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AFTER_TROUBLE.toMillis());
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private Courier courier(Webhook hook, DeliveryMeters counts) {
        Clock clock = Clock.systemUTC();
        Consumer<byte[], byte[]> consumer = consumer(hook);
        consumer.subscribe(List.of(Topic.ANOMALIES.topicName()));
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * 1024 * 1024);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "headwater-webhook-" + hook.name() + "-dead-letters");
        return new Courier(
                hook,
                new Receiver(hook, clock),
                consumer,
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                new RecordDeserializer<>(schemas, Anomaly.getClassSchema()),
                new Pauses(hook.retry(), hook.longestRetry(), RandomGenerator.getDefault()),
                counts,
                clock);
    }

    private Consumer<byte[], byte[]> consumer(Webhook hook) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP_PREFIX + hook.name());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // All of them may take as long as a request may: together less than max.poll.interval.ms.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Commits the end of each partition that the group has no place in. */
    private static void takePlace(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> partitions = new HashSet<>();
        consumer.partitionsFor(Topic.ANOMALIES.topicName())
                .forEach(partition -> partitions.add(new TopicPartition(partition.topic(), partition.partition())));
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(partitions);
        partitions.removeIf(partition -> known.get(partition) != null);
        if (!partitions.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> places.put(partition, new OffsetAndMetadata(end)));
            consumer.assign(partitions);
            consumer.commitSync(places);
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(STOP_PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
