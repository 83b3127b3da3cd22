package dev.headwater.processor;

import dev.headwater.schemas.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records of the input topics are not processed yet: of all partitions, whichever instance has them. What was
 * never read counts from the oldest record that the broker still has.
 */
final class Lag {

    private static final List<Topic> INPUTS = List.of(Topic.RUN_EVENTS, Topic.METRICS, Topic.HARDWARE);
    private static final long PATIENCE_SECONDS = 5;

    private final String group;
    private final MultiGauge perPartition;
    private volatile double all = Double.NaN;

    Lag(String group, MeterRegistry meters) {
        this.group = group;
        perPartition = MultiGauge.builder("headwater.input.lag.records")
                .description("Records of an input partition that are not processed yet")
                .register(meters);
        Gauge.builder("headwater.input.lag.all.records", () -> all)
                .description("Records of all input partitions that are not processed yet; NaN until it is known")
                .register(meters);
    }

    /** Asks the broker. */
    void measure(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> behind = behind(admin, ends(admin));
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        behind.forEach((partition, records) -> rows.add(MultiGauge.Row.of(
                Tags.of("topic", partition.topic(), "partition", Integer.toString(partition.partition())), records)));
        perPartition.register(rows, true);
        all = sum(behind);
    }

    /** Where the input topics end now. */
    static Map<TopicPartition, Long> ends(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        return offsets(admin, OffsetSpec.latest());
    }

    /** Records up to these offsets that are not processed yet. */
    long until(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        return sum(behind(admin, ends));
    }

    /** How far the group has come in whatever it reads, the topics between its stages included. */
    Map<TopicPartition, OffsetAndMetadata> done(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Map<TopicPartition, Long> behind(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> begins = offsets(admin, OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> done = done(admin);
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata read = done.get(partition);
            long begin = begins.getOrDefault(partition, 0L);
            behind.put(partition, Math.max(0, end - (read == null ? begin : Math.max(begin, read.offset()))));
        });
        return behind;
    }

    private static long sum(Map<TopicPartition, Long> records) {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(INPUTS.stream().map(Topic::topicName).toList())
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .forEach((name, topic) -> IntStream.range(0, topic.partitions().size())
                        .forEach(partition -> asked.put(new TopicPartition(name, partition), which)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found : admin.listOffsets(asked)
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }
}
