package dev.headwater.processor.series;

import dev.headwater.schemas.Columns;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Points of one series in columns, in the order of logging.
 *
 * @see #hasSteps()
 */
public final class Points {

    private final long[] steps;
    private final long[] times;
    private final double[] values;

    private Points(long[] steps, long[] times, double[] values) {
        this.steps = steps;
        this.times = times;
        this.values = values;
    }

    /**
     * @param steps as long as the other columns, or empty for hardware
     * @param times milliseconds since 1970-01-01T00:00:00Z
     * @throws IllegalArgumentException when the columns are not equally long
     */
    public static Points of(long[] steps, long[] times, double[] values) {
        if (times.length != values.length || steps.length != 0 && steps.length != values.length) {
            throw new IllegalArgumentException("the columns of a series must be equally long, but there are "
                    + steps.length + " steps, " + times.length + " times and " + values.length + " values");
        }
        return new Points(steps, times, values);
    }

    public static Points metric(List<Long> stepDeltas, List<Long> timeDeltas, List<Double> values) {
        if (stepDeltas.size() != values.size()) {
            throw new IllegalArgumentException("the columns of a metric must be equally long, but there are "
                    + stepDeltas.size() + " steps and " + values.size() + " values");
        }
        return of(Columns.absolute(stepDeltas), Columns.absolute(timeDeltas), Columns.values(values));
    }

    public static Points hardware(List<Long> timeDeltas, List<Double> values) {
        return of(new long[0], Columns.absolute(timeDeltas), Columns.values(values));
    }

    public int size() {
        return values.length;
    }

    /** Metric points have steps, hardware samples have none. */
    public boolean hasSteps() {
        return steps.length > 0;
    }

    /** 0 where there are no steps. */
    public long step(int i) {
        return steps.length == 0 ? 0 : steps[i];
    }

    public long time(int i) {
        return times[i];
    }

    public double value(int i) {
        return values[i];
    }

    /** Writes the values from..to (exclusive). */
    void putValues(ByteBuffer buffer, int from, int to) {
        buffer.asDoubleBuffer().put(values, from, to - from);
    }
}
