package dev.headwater.processor.detect;

import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.SeriesState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs the standard suite over whole curves. */
final class Curves {

    static final SeriesName LOSS = SeriesName.metric("r", "loss", "train");

    private Curves() {}

    static List<Finding> watch(SeriesName name, double... values) {
        return watchInBatches(name, values.length, values);
    }

    /** As the processor does it: batch by batch, with the state stored in between; a point a second. */
    static List<Finding> watchInBatches(SeriesName name, int batch, double... values) {
        Suite suite = Suite.standard();
        Series series = Series.begin(name);
        List<Watch> watches = suite.watch(name);
        List<Finding> found = new ArrayList<>();
        for (int from = 0; from < values.length; from += batch) {
            int to = Math.min(values.length, from + batch);
            long[] steps = LongStream.range(from, to).toArray();
            long[] times = Arrays.stream(steps).map(step -> 1000 * step).toArray();
            Points points = Points.of(steps, times, Arrays.copyOfRange(values, from, to));
            for (Watch watch : watches) {
                watch.observe(series, points, Origin.NONE, () -> true, 0, found);
            }
            series.append(points);
            SeriesState stored = series.state(watches.stream().map(Watch::state).toList());
            series = Series.of(stored);
            watches = suite.resume(name, stored.getDetectors());
        }
        return found;
    }

    static double[] flat(int points, double value) {
        return IntStream.range(0, points).mapToDouble(i -> value).toArray();
    }

    static double[] join(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
