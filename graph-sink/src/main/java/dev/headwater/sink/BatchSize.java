package dev.headwater.sink;

import java.time.Duration;

/**
 * How much one transaction takes, in statements or their weight. It grows while full batches are quick and shrinks when
 * they are slow, so that a batch stays near the latency wished for whatever the database is capable of.
 */
final class BatchSize {

    static final int SMALLEST = 250;
    static final int LARGEST = 10_000;
    static final Duration GOAL = Duration.ofMillis(400);

    private int size = 1_000;

    int size() {
        return size;
    }

    /**
     * A batch took so long.
     *
     * @param full whether there was more to write than it took
     */
    void took(boolean full, Duration duration) {
        if (duration.compareTo(GOAL) > 0) {
            size = Math.max(SMALLEST, size * 2 / 3);
        } else if (full && duration.compareTo(GOAL.dividedBy(2)) < 0) {
            size = Math.min(LARGEST, size * 3 / 2);
        }
    }
}
