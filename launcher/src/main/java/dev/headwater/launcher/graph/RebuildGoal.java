package dev.headwater.launcher.graph;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where the topics ended when a rebuild began: it is done when the graph has all before that.
 *
 * @param ends by {@code topic/partition}, as watermarks are named
 */
record RebuildGoal(Map<String, Long> ends) {

    RebuildGoal {
        ends = Map.copyOf(ends);
    }

    /** Records, and what else takes offsets. */
    long records() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them lie before these watermarks; what came after the rebuild began does not count. */
    long reached(Map<String, Long> watermarks) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.min(end.getValue(), watermarks.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** Partitions whose watermark is not there yet; one that has none and is not empty has all before it. */
    SortedSet<String> missing(Map<String, Long> watermarks) {
        SortedSet<String> missing = new TreeSet<>();
        ends.forEach((partition, end) -> {
            if (watermarks.getOrDefault(partition, 0L) < end) {
                missing.add(partition);
            }
        });
        return missing;
    }
}
