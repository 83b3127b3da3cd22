package dev.headwater.agent.ship;

import dev.headwater.agent.journal.Series;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricColumns;
import dev.headwater.schemas.Columns;
import java.util.Arrays;

/** The points of one series that go into the next batch. */
final class SeriesColumns {

    private final Series series;
    private long[] steps = new long[16];
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int count;

    SeriesColumns(Series series) {
        this.series = series;
    }

    void add(long step, long time, double value) {
        if (count == values.length) {
            steps = Arrays.copyOf(steps, count * 2);
            times = Arrays.copyOf(times, count * 2);
            values = Arrays.copyOf(values, count * 2);
        }
        steps[count] = step;
        times[count] = time;
        values[count] = value;
        count++;
    }

    Series series() {
        return series;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    MetricColumns metric() {
        return MetricColumns.newBuilder()
                .setName(series.name())
                .setContext(series.context())
                .setStepDeltas(Columns.deltas(steps, count))
                .setTimeDeltas(Columns.deltas(times, count))
                .setValues(Columns.doubles(values, count))
                .build();
    }

    HardwareColumns hardware() {
        return HardwareColumns.newBuilder()
                .setHost(series.host())
                .setDevice(series.context())
                .setQuantity(series.name())
                .setUnit(series.unit())
                .setTimeDeltas(Columns.deltas(times, count))
                .setValues(Columns.doubles(values, count))
                .build();
    }
}
