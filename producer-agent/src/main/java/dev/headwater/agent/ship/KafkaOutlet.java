package dev.headwater.agent.ship;

import dev.headwater.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The one Kafka producer of a collector. It never gives a message up; its own limits keep it under 16 MB. */
public final class KafkaOutlet implements Outlet {

    private final KafkaProducer<String, byte[]> producer;
    private final String address;

    /**
     * Takes about a second when it is the first of the process.
     *
     * @param clientId name of the connection, as the broker sees it
     * @param over settings that go over the agent's own
     */
    public KafkaOutlet(String bootstrap, String clientId, Map<String, String> over) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // The shipper has collected for long enough, and lingering wakes the producer's thread once more.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 250);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 3_000);
        // A guest registers no MBeans and sends no telemetry.
        settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.putAll(over);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.address = bootstrap;
    }

    @Override
    public void send(Topic topic, String runId, byte[] value, Receipt receipt) {
        try {
            producer.send(
                    new ProducerRecord<>(topic.topicName(), runId, value), (metadata, error) -> receipt.settled(error));
        } catch (RuntimeException e) {
            receipt.settled(e);
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
