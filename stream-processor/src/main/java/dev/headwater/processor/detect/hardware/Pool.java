package dev.headwater.processor.detect.hardware;

/**
 * Means of the points of about a minute each. A series that is sampled more rarely passes through as it is.
 *
 * <p>A pool is closed by the point after which, at the pace so far, no other would come within {@link #SPAN_MILLIS}: so
 * nobody waits for the next point to learn of this one.
 */
final class Pool {

    static final int SLOTS = 5;
    static final long SPAN_MILLIS = 60_000;

    private static final double PACE_WEIGHT = 0.1;

    private static final int SUM = 0;
    private static final int COUNT = 1;
    private static final int START = 2;
    private static final int LAST = 3;
    private static final int PACE = 4;

    private final int at;

    /** @param at where in a memory its state begins */
    Pool(int at) {
        this.at = at;
    }

    /** Takes a point; the mean when that closes a pool, NaN otherwise. */
    double add(double[] memory, long time, double value) {
        pace(memory, time);
        if (memory[at + COUNT] == 0 || time < memory[at + START]) {
            memory[at + START] = time;
        }
        memory[at + SUM] += value;
        memory[at + COUNT]++;
        if (time - memory[at + START] + memory[at + PACE] < SPAN_MILLIS) {
            return Double.NaN;
        }
        double mean = memory[at + SUM] / memory[at + COUNT];
        memory[at + SUM] = 0;
        memory[at + COUNT] = 0;
        return mean;
    }

    private void pace(double[] memory, long time) {
        if (memory[at + LAST] != 0) {
            // A pause must not make a fast series look slow for long, nor a clock that was set back a slow one fast.
            double gap = Math.min(2 * SPAN_MILLIS, Math.max(0, time - memory[at + LAST]));
            double pace = memory[at + PACE];
            memory[at + PACE] = pace == 0 ? gap : pace + PACE_WEIGHT * (gap - pace);
        }
        memory[at + LAST] = time;
    }
}
