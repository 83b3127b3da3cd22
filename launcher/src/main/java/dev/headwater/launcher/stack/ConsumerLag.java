package dev.headwater.launcher.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records the processor and the sink have not yet taken from Kafka. */
public final class ConsumerLag {

    /** Consumer groups of the processor and of the sink. */
    public static final List<String> GROUPS = List.of("headwater-processor", "headwater-sink");

    private static final int PATIENCE_SECONDS = 5;

    private ConsumerLag() {}

    /**
     * @return records by group; a group that has never committed is absent
     * @throws TimeoutException when the broker does not answer within 5 s
     */
    public static Map<String, Long> ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Long> lag = new LinkedHashMap<>();
        for (String group : GROUPS) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            committed.values().removeIf(offset -> offset == null);
            if (committed.isEmpty()) {
                continue;
            }
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(committed.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            long behind = 0;
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
                behind += Math.max(
                        0, end.getValue().offset() - committed.get(end.getKey()).offset());
            }
            lag.put(group, behind);
        }
        return lag;
    }
}
