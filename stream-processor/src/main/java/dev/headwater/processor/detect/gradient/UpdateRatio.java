package dev.headwater.processor.detect.gradient;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Streak;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** Updates are far too large or far too small for the weights they change. */
public final class UpdateRatio implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: a ratio above most or below least is out; consecutive such points are the condition. It is over after as many
     * points in a row that are not. Negative values (a logarithm, perhaps) and non-finite ones are passed over, and so is
     * zero: a step that was skipped, or a layer that is frozen on purpose.
     *
     * Bounds: 3 doubles; per point two comparisons.
     *
     * References: SageMaker Debugger's WeightUpdateRatio, 10 and 1e-8. About 1e-3 is usual.
     */
    private static final Threshold MOST =
            Threshold.of("most", 10, 0, 1e12, "ratio of update to weight above which it is too large; SageMaker's");
    private static final Threshold LEAST =
            Threshold.of("least", 1e-8, 0, 1, "ratio of update to weight below which it is too small; SageMaker's");
    private static final Threshold CONSECUTIVE =
            Threshold.count("consecutive", 5, 1, 1_000_000, "points in a row outside; our own guess");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "update-ratio",
            1,
            true,
            "updates are far too large or far too small for the weights they change",
            List.of(MOST, LEAST, CONSECUTIVE),
            thresholds -> "The ratio of updates to weights is not outside " + Threshold.text(thresholds.get(LEAST))
                    + " to " + Threshold.text(thresholds.get(MOST)) + " for " + thresholds.count(CONSECUTIVE)
                    + " points in a row.",
            UpdateRatio::new);

    private static final Streak STREAK = new Streak(0);

    private final Rule rule;
    private final double most;
    private final double least;
    private final int consecutive;

    private UpdateRatio(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.most = thresholds.get(MOST);
        this.least = thresholds.get(LEAST);
        this.consecutive = thresholds.count(CONSECUTIVE);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return Gradients.isUpdateRatio(series);
    }

    @Override
    public int slots() {
        return Streak.SLOTS;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double ratio = points.value(i);
        if (!Double.isFinite(ratio) || ratio <= 0) {
            return Signal.QUIET;
        }
        if (ratio >= least && ratio <= most) {
            return STREAK.inside(memory, consecutive);
        }
        if (STREAK.out(memory) < consecutive && !STREAK.isOpen(memory)) {
            return Signal.QUIET;
        }
        STREAK.open(memory);
        return new Signal.Breach(
                Severity.WARNING,
                Double.NaN,
                () -> String.format(
                        Locale.ROOT,
                        "is %.3g, too %s, for at least %d points,",
                        ratio,
                        ratio > most ? "large" : "small",
                        consecutive));
    }
}
