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

/** The gradient is next to nothing for several points: the model does not learn any more. */
public final class VanishingGradient implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: a norm below least is out, zero too; consecutive such points are the condition. It is over after as many
     * points in a row that are not. Negative values (a logarithm, perhaps) and non-finite ones are passed over. A single
     * zero is healthy: mixed precision skips a step now and then.
     *
     * Bounds: 3 doubles; per point a comparison.
     *
     * References: SageMaker Debugger's VanishingGradient, 1e-7 for the mean of absolute gradients. A norm of the whole
     * model is never smaller than that mean, so for norms the rule is the more careful one.
     */
    private static final Threshold LEAST =
            Threshold.of("least", 1e-7, 0, 1, "norm of the gradient below which it has vanished; SageMaker's");
    private static final Threshold CONSECUTIVE =
            Threshold.count("consecutive", 10, 1, 1_000_000, "points in a row below; our own guess");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "vanishing-gradient",
            1,
            true,
            "the gradient norm is next to nothing for several points",
            List.of(LEAST, CONSECUTIVE),
            thresholds -> "The gradient norm is not below " + Threshold.text(thresholds.get(LEAST)) + " for "
                    + thresholds.count(CONSECUTIVE) + " points in a row.",
            VanishingGradient::new);

    private static final Streak STREAK = new Streak(0);

    private final Rule rule;
    private final double least;
    private final int consecutive;

    private VanishingGradient(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.least = thresholds.get(LEAST);
        this.consecutive = thresholds.count(CONSECUTIVE);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return Gradients.isNorm(series);
    }

    @Override
    public int slots() {
        return Streak.SLOTS;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double norm = points.value(i);
        if (!Double.isFinite(norm) || norm < 0) {
            return Signal.QUIET;
        }
        if (norm >= least) {
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
                        Locale.ROOT, "is %.3g, next to nothing, for at least %d points,", norm, consecutive));
    }
}
