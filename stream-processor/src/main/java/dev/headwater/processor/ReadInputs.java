package dev.headwater.processor;

import dev.headwater.processor.topology.ReadUntil;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Until when the inputs are read. Under load there is always something unread; but once the ends that one look saw are
 * reached, all that came before that look is read.
 */
final class ReadInputs implements ReadUntil {

    /** Where the topics ended, in one partition, at a time. */
    private record Mark(long at, Map<TopicPartition, Long> ends) {}

    private final Map<Integer, Mark> marks = new HashMap<>();
    private final Map<Integer, Long> read = new ConcurrentHashMap<>();

    @Override
    public long millis(int partition) {
        return read.getOrDefault(partition, 0L);
    }

    /**
     * Takes note of a look.
     *
     * @param at before the ends were asked for; milliseconds since 1970-01-01T00:00:00Z
     * @param ends of all input partitions
     * @param behind how many records of each are not read
     */
    void look(long at, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> behind) {
        Map<Integer, Map<TopicPartition, Long>> byPartition = new HashMap<>();
        ends.forEach((partition, end) -> byPartition
                .computeIfAbsent(partition.partition(), any -> new HashMap<>())
                .put(partition, end));
        byPartition.forEach((partition, now) -> {
            Mark mark = marks.computeIfAbsent(partition, any -> new Mark(at, now));
            if (reached(mark.ends(), now, behind)) {
                boolean all = reached(now, now, behind);
                read.put(partition, all ? at : mark.at());
                marks.put(partition, new Mark(at, now));
            }
        });
    }

    private static boolean reached(
            Map<TopicPartition, Long> marked, Map<TopicPartition, Long> now, Map<TopicPartition, Long> behind) {
        return marked.entrySet().stream().allMatch(mark -> {
            long end = now.getOrDefault(mark.getKey(), 0L);
            long done = end - Objects.requireNonNullElse(behind.get(mark.getKey()), 0L);
            // A topic that was made anew ends before the mark.
            return done >= Math.min(end, mark.getValue());
        });
    }
}
