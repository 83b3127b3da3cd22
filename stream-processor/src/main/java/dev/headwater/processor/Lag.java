package dev.headwater.processor;

import dev.headwater.schemas.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    static final List<String> INPUTS =
            List.of(Topic.RUN_EVENTS.topicName(), Topic.METRICS.topicName(), Topic.HARDWARE.topicName());

    private static final long PATIENCE_SECONDS = 5;

    private final String group;
    private final MultiGauge perPartition;
    private final ReadInputs read;
    private volatile double all = Double.NaN;

    /** @param read to be told at each look */
    Lag(String group, MeterRegistry meters, ReadInputs read) {
        this.group = group;
        this.read = read;
        perPartition = MultiGauge.builder("headwater.input.lag.records")
                .description("Records of an input partition that are not processed yet")
                .register(meters);
        Gauge.builder("headwater.input.lag.all.records", () -> all)
                .description("Records of all input partitions that are not processed yet; NaN until it is known")
                .register(meters);
    }

    /** Asks the broker. */
    void measure(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        long at = System.currentTimeMillis();
        Map<TopicPartition, Long> ends = ends(admin, INPUTS);
        Map<TopicPartition, Long> behind = behind(admin, ends);
        read.look(at, ends, behind);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        behind.forEach((partition, records) -> rows.add(MultiGauge.Row.of(
                Tags.of("topic", partition.topic(), "partition", Integer.toString(partition.partition())), records)));
        perPartition.register(rows, true);
        all = sum(behind);
    }

    /** Where these topics end now. */
    static Map<TopicPartition, Long> ends(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<TopicPartition> partitions = new HashSet<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .forEach((name, topic) -> IntStream.range(0, topic.partitions().size())
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition))));
        return offsets(admin, partitions, OffsetSpec.latest());
    }

    /** Records up to these offsets that are not processed yet. */
    long until(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        return sum(behind(admin, ends));
    }

    private Map<TopicPartition, Long> behind(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, Long> begins = offsets(admin, ends.keySet(), OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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

    private static Map<TopicPartition, Long> offsets(Admin admin, Set<TopicPartition> of, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        of.forEach(partition -> asked.put(partition, which));
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
