package dev.headwater.benchmarks.processor;

import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group has committed the metrics topic. */
final class Progress {

    private static final long LOOK_MILLIS = 50;

    /**
     * Work done between two commits.
     *
     * @param messages committed after the first that was seen
     * @param seconds in between
     * @param processorSeconds of the worker, in between
     */
    record Stretch(long messages, double seconds, double processorSeconds) {}

    private final Admin admin;
    private final String group;

    Progress(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /**
     * Watches from the first commit of some messages until all are committed.
     *
     * @throws IllegalStateException when the worker ends, or does not end the work within the time
     */
    Stretch follow(Worker worker, long messages, Duration patience)
            throws IOException, InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + patience.toNanos();
        long first = 0;
        long begun = 0;
        Duration processorBefore = Duration.ZERO;
        while (System.nanoTime() - deadline < 0) {
            worker.check();
            long now = System.nanoTime();
            long committed = committed();
            if (first == 0 && committed > 0) {
                first = committed;
                begun = now;
                processorBefore = worker.processorTime();
            }
            if (committed >= messages) {
                double processor = worker.processorTime().minus(processorBefore).toNanos() / 1e9;
                return new Stretch(committed - first, (now - begun) / 1e9, processor);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw new IllegalStateException(
                "only " + committed() + " of " + messages + " messages within " + patience + ":\n" + worker.tail());
    }

    /** Waits until nothing has come into a topic for some time. @return records in it */
    long settle(Topic topic, Duration quiet) throws InterruptedException, ExecutionException {
        long before = -1;
        long records = records(topic);
        while (records != before) {
            TimeUnit.MILLISECONDS.sleep(quiet.toMillis());
            before = records;
            records = records(topic);
        }
        return records;
    }

    private long records(Topic topic) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < Topic.DEFAULT_PARTITIONS; partition++) {
            ends.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
        }
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    private long committed() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(Topic.METRICS.topicName()))
                .mapToLong(each -> each.getValue().offset())
                .sum();
    }
}
