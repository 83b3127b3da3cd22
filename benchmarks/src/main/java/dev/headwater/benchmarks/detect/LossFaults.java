package dev.headwater.benchmarks.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Faults of the numbers that a training logs: NaN, infinity, spikes, divergence, gradients that climb. */
final class LossFaults {

    /** For a rule to say so after the last point of the fault. */
    private static final int GRACE = 10;

    private static final int CLIMB = 3;

    private LossFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (int points : List.of(1, 10)) {
            all.add(loss("nan", points(points), Set.of("non-finite"), points, loss -> Double.NaN));
            all.add(loss("infinite", points(points), Set.of("non-finite"), points, loss -> Double.POSITIVE_INFINITY));
        }
        for (int points : List.of(5, 20)) {
            for (double factor : List.of(1.0, 1.2, 1.5, 2.0, 4.0)) {
                all.add(loss(
                        "loss-spike-of-" + points + "-points",
                        times(factor),
                        Set.of("loss-spike"),
                        points,
                        loss -> factor * loss));
            }
        }
        for (double factor : List.of(1.0, 1.2, 1.5, 2.0, 4.0)) {
            all.add(loss("divergence", times(factor), Set.of("divergence"), Integer.MAX_VALUE, loss -> factor * loss));
        }
        for (double factor : List.of(1.0, 3.0, 10.0, 30.0, 100.0)) {
            all.add(new Fault(
                    "gradient",
                    times(factor),
                    Set.of("gradient-precursor"),
                    true,
                    (run, random) ->
                            changed(run, run.column(Curves.GRADIENT), CLIMB, 1, norm -> factor * norm, random)));
        }
        return all;
    }

    private static Fault loss(String kind, String size, Set<String> rules, int points, DoubleUnaryOperator change) {
        return Fault.of(
                kind, size, rules, (run, random) -> changed(run, Speedruns.TRAIN_LOSS, points, GRACE, change, random));
    }

    private static Injected changed(
            LoggedRun run, int column, int points, int grace, DoubleUnaryOperator change, Random random) {
        int from = Curves.place(run, column, random);
        List<LoggedRun.Row> rows = new ArrayList<>(run.rows());
        int last = from;
        int passed = 0;
        for (int i = from; i < rows.size() && passed < (long) points + grace; i++) {
            LoggedRun.Row row = rows.get(i);
            if (Curves.has(row, column)) {
                last = i;
                if (passed++ < points) {
                    rows.set(i, Curves.changed(row, column, change));
                }
            }
        }
        return Injected.of(run.with(rows), from, last, column);
    }

    private static String points(int points) {
        return points == 1 ? "1 point" : points + " points";
    }

    private static String times(double factor) {
        return factor == 1 ? Fault.NONE : "x" + Curves.text(factor);
    }
}
