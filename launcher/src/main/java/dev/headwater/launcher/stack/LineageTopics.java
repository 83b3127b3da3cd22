package dev.headwater.launcher.stack;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Explanation;
import dev.headwater.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** The topics that the graph is built from, and the sinks that read them. */
public final class LineageTopics implements AutoCloseable {

    private static final String SINKS = "headwater-sink";

    private final Admin admin;

    public LineageTopics(String bootstrap) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap, "request.timeout.ms", "4000", "default.api.timeout.ms", "10000"));
    }

    /** Where they end, by {@code topic/partition}, as the watermarks of the graph are named. */
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
            admin.listOffsets(asked)
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
