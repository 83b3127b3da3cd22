package dev.headwater.launcher.stack;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Explanation;
import dev.headwater.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics that the graph is built from, and the sinks that read them. */
public final class LineageTopics implements AutoCloseable {

    private static final String SINKS = "headwater-sink";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrap;
    private final Admin admin;

    public LineageTopics(String bootstrap) {
        this.bootstrap = bootstrap;
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap, "request.timeout.ms", "4000", "default.api.timeout.ms", "10000"));
    }

    /**
     * Where they end for who reads only what is committed, by {@code topic/partition}, as the watermarks of the graph are
     * named.
     */
    public Map<String, Long> ends() {
        try {
            Map<String, TopicDescription> topics = admin.describeTopics(
                            List.of(Topic.LINEAGE.topicName(), Topic.SERIES.topicName()))
                    .allTopicNames()
                    .get();
            Map<TopicPartition, OffsetSpec> asked = topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Map<String, Long> ends = new TreeMap<>();
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) ->
                            ends.put(partition.topic() + "/" + partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new CommandFailure("Kafka: " + Explanation.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while asking Kafka", e);
        }
    }

    /**
     * Of these partitions those that have a record between a watermark and an end. The other ones are read to the end even
     * though their watermark is before it: what there is are the marks of transactions, and those that were broken off.
     *
     * @param watermarks a partition that has none is looked at from its beginning
     * @param ends of each of the partitions
     * @throws CommandFailure when Kafka does not give what there is
     */
    public SortedSet<String> unread(
            Collection<String> partitions, Map<String, Long> watermarks, Map<String, Long> ends) {
        SortedSet<String> unread = new TreeSet<>();
        Map<TopicPartition, String> open = new HashMap<>();
        partitions.forEach(name -> open.put(named(name), name));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "65536",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(open.keySet());
            open.forEach((partition, name) -> consumer.seek(partition, watermarks.getOrDefault(name, 0L)));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!open.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String name = open.get(new TopicPartition(record.topic(), record.partition()));
                    if (name != null && record.offset() < ends.getOrDefault(name, 0L)) {
                        unread.add(name);
                    }
                }
                open.values().removeAll(unread);
                open.entrySet()
                        .removeIf(each -> consumer.position(each.getKey()) >= ends.getOrDefault(each.getValue(), 0L));
                consumer.assign(open.keySet());
                if (!open.isEmpty() && System.nanoTime() > deadline) {
                    throw new CommandFailure("Kafka gives nothing of " + new TreeSet<>(open.values()) + " for "
                            + PATIENCE.toSeconds() + " s");
                }
            }
        } catch (KafkaException e) {
            throw new CommandFailure("Kafka: " + Explanation.of(e), e);
        }
        return unread;
    }

    private static TopicPartition named(String name) {
        int slash = name.lastIndexOf('/');
        return new TopicPartition(name.substring(0, slash), Integer.parseInt(name.substring(slash + 1)));
    }

    /** Sinks that run now. */
    public int sinks() {
        try {
            return admin.describeConsumerGroups(List.of(SINKS)).all().get().values().stream()
                    .mapToInt(group -> group.members().size())
                    .sum();
        } catch (ExecutionException e) {
            // A group that there never was.
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while asking Kafka", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
