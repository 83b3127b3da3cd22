package dev.headwater.processor.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.series.Stored;
import dev.headwater.processor.state.SeriesState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs suites of detectors over whole curves. */
public final class Curves {

    public static final SeriesName LOSS = SeriesName.metric("r", "loss", "train");

    /** Points of which each may be a batch of its own without the test taking long. */
    private static final int FEW = 1100;

    private Curves() {}

    static List<Finding> watch(SeriesName name, double... values) {
        return watchInBatches(name, values.length, values);
    }

    static List<Finding> watchInBatches(SeriesName name, int batch, double... values) {
        return watchInBatches(Suite.standard(), name, batch, values);
    }

    public static List<Finding> watch(Detector detector, SeriesName name, double... values) {
        return watchInBatches(new Suite(List.of(detector)), name, values.length, values);
    }

    /** A point a step, a step a second; hardware has no steps. */
    public static List<Finding> watchInBatches(Suite suite, SeriesName name, int batch, double... values) {
        return watchInBatches(suite, name, batch, eachSecond(name, values));
    }

    private static Points eachSecond(SeriesName name, double... values) {
        long[] steps = LongStream.range(0, values.length).toArray();
        long[] times = Arrays.stream(steps).map(step -> 1000 * step).toArray();
        return Points.of(name.hardware() ? new long[0] : steps, times, values);
    }

    /** As the processor does it: batch by batch, with the state stored in between. */
    public static List<Finding> watchInBatches(Suite suite, SeriesName name, int batch, Points all) {
        Series series = Series.begin(name);
        List<Watch> watches = suite.watch(name);
        List<Finding> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += batch) {
            Points points = part(all, from, Math.min(all.size(), from + batch));
            for (Watch watch : watches) {
                watch.observe(series, points, Origin.NONE, severity -> true, 0, found);
            }
            series.append(points);
            SeriesState stored = series.state(watches.stream().map(Watch::state).toList());
            series = Series.of(stored, Stored.NOTHING);
            watches = suite.resume(name, stored.getDetectors());
        }
        return found;
    }

    /** What is alarming: a notice is not. */
    static List<Finding> alarms(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    /** Findings of one detector, which must be the same wherever batches end; how much evidence is at hand may differ. */
    public static List<Finding> inAnyBatches(Detector detector, SeriesName name, Points all) {
        Suite suite = new Suite(List.of(detector));
        List<Finding> whole = watchInBatches(suite, name, Math.max(1, all.size()), all);
        for (int batch : all.size() <= FEW ? new int[] {1, 7, 100} : new int[] {97}) {
            assertThat(watchInBatches(suite, name, batch, all))
                    .as("batches of " + batch)
                    .map(Curves::text)
                    .containsExactlyElementsOf(whole.stream().map(Curves::text).toList());
        }
        return whole;
    }

    private static String text(Finding finding) {
        return finding.ordinal() + " " + finding.state() + " " + finding.severity() + " " + finding.windowStart() + " "
                + finding.windowEnd() + " " + finding.score() + " " + finding.message();
    }

    public static List<Finding> inAnyBatches(Detector detector, SeriesName name, double... values) {
        return inAnyBatches(detector, name, eachSecond(name, values));
    }

    /** Findings as a test reads them: state, severity, step. */
    public static List<String> told(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.state() + " " + finding.severity() + " " + finding.lastStep())
                .toList();
    }

    private static Points part(Points all, int from, int to) {
        return Points.of(
                IntStream.range(from, all.hasSteps() ? to : from)
                        .mapToLong(all::step)
                        .toArray(),
                IntStream.range(from, to).mapToLong(all::time).toArray(),
                IntStream.range(from, to).mapToDouble(all::value).toArray());
    }

    public static double[] flat(int points, double value) {
        return curve(points, i -> value);
    }

    public static double[] curve(int points, DoubleUnaryOperator value) {
        return IntStream.range(0, points).mapToDouble(value::applyAsDouble).toArray();
    }

    public static double[] join(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
