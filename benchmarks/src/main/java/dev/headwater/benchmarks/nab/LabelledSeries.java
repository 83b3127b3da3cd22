package dev.headwater.benchmarks.nab;

import java.util.List;

/**
 * One file of the benchmark.
 *
 * @param name folder and file, such as {@code realTweets/Twitter_volume_AAPL.csv}
 * @param times milliseconds since 1970-01-01T00:00:00Z, the file's times taken as UTC
 * @param windows where an alarm is right, in order
 */
public record LabelledSeries(String name, long[] times, double[] values, List<Window> windows) {

    private static final double PROBATION = 0.15;
    private static final int LONGEST_PROBATION = 750;

    /**
     * Rows between which an anomaly was labelled.
     *
     * @param first index of its first row
     * @param last index of its last row
     */
    public record Window(int first, int last) {

        public Window {
            if (first < 0 || last < first) {
                throw new IllegalArgumentException("a window from row " + first + " to row " + last);
            }
        }
    }

    public LabelledSeries {
        if (times.length != values.length) {
            throw new IllegalArgumentException(
                    name + " has " + times.length + " times for " + values.length + " values");
        }
        windows = List.copyOf(windows);
    }

    public int rows() {
        return values.length;
    }

    /** Rows at the beginning that are not scored: a detector may learn there. */
    public int probation() {
        return (int) Math.min(Math.floor(PROBATION * rows()), LONGEST_PROBATION);
    }

    /** The folder: the kind of series. */
    public String folder() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }
}
