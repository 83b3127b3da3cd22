package dev.headwater.benchmarks.processor;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer of findings that reads what is committed, and notes when it heard first of each series. */
final class FindingListener implements AutoCloseable {

    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final String bootstrap;
    private final Thread thread = new Thread(this::listen, "finding-listener");
    private volatile boolean stopping;

    private FindingListener(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    static FindingListener start(String bootstrap) {
        FindingListener listener = new FindingListener(bootstrap);
        listener.thread.setDaemon(true);
        listener.thread.start();
        return listener;
    }

    void forget() {
        heard.clear();
    }

    /** When each series was heard of, by its name; milliseconds since 1970. Waits until it is so many, within a bound. */
    Map<String, Long> await(int series, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (heard.size() < series && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return new TreeMap<>(heard);
    }

    private void listen() {
        RecordDeserializer<Anomaly> findings =
                new RecordDeserializer<>(BundledSchemas.load(), Anomaly.getClassSchema());
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.ANOMALIES.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            while (!stopping) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    long now = System.currentTimeMillis();
                    Anomaly finding = findings.deserialize(record.topic(), record.value());
                    if (finding != null && finding.getName() != null) {
                        heard.putIfAbsent(finding.getName(), now);
                    }
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
