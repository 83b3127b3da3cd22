package dev.headwater.processor.detect.loss;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.detect.Window;
import dev.headwater.processor.detect.run.Split;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** A loss went up and does not come back: its best is long ago, and it is far above it. */
public final class Divergence implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: the median of the last SMOOTH points, in logarithms, stands for where the loss is; its smallest value so far
     * is the best. The loss diverges when the best was not regained (to within REGAINED) for patience-share of all points
     * so far, at least patience, and for CONSECUTIVE points the loss is above ratio times the best by more than NOISE times
     * the usual change from point to point: small batches near zero loss vary by large factors and are healthy. The change is an
     * exponentially weighted mean of absolute differences, each limited to LIMIT times the mean. The condition is over
     * when the best is regained. Values of 0 and below and non-finite ones are passed over.
     *
     * Bounds: 7 + SMOOTH doubles; per point a logarithm and a sort of nine.
     *
     * References: BLOOM 104B: 6.4 to 14, then stuck near 7. A tenth of the horizon is the patience of the design; the
     * horizon is not known while a run goes on, so the length so far stands for it. Ratio and noise are our own guesses.
     */
    private static final Threshold RATIO = Threshold.of("ratio", 1.5, 1, 1000, "times its best; our own guess");
    private static final Threshold PATIENCE = Threshold.count(
            "patience",
            20,
            1,
            1_000_000,
            "points that it may stay away from its best, however short the run; our own guess");
    private static final Threshold PATIENCE_SHARE = Threshold.of(
            "patience-share",
            0.1,
            0,
            1,
            "share of all points so far that it may stay away from its best; a tenth of the horizon");

    private static final int SMOOTH = 9;
    private static final int CONSECUTIVE = 2 * SMOOTH;
    private static final double REGAINED = Math.log(1.05);
    private static final double NOISE = 2;
    private static final double LIMIT = 4;
    private static final double WEIGHT = 0.02;

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "divergence",
            1,
            true,
            "a loss went up and does not come back",
            List.of(RATIO, PATIENCE, PATIENCE_SHARE),
            thresholds -> "The loss comes back to its best within " + Threshold.text(thresholds.get(PATIENCE_SHARE))
                    + " of the points so far (at least " + thresholds.count(PATIENCE) + " points), or stays below "
                    + Threshold.text(thresholds.get(RATIO)) + " times its best.",
            Divergence::new);

    private static final int BEST = 0;
    private static final int SINCE = 1;
    private static final int CHANGE = 2;
    private static final int LAST = 3;
    private static final int OPEN = 4;
    private static final int OUT = 5;
    /** In logarithms. */
    private static final Window WINDOW = new Window(6, SMOOTH);

    private final Rule rule;
    private final double logRatio;
    private final int patience;
    private final double patienceShare;

    private Divergence(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.logRatio = Math.log(thresholds.get(RATIO));
        this.patience = thresholds.count(PATIENCE);
        this.patienceShare = thresholds.get(PATIENCE_SHARE);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return LossLike.is(series) && Split.of(series).role() != Split.Role.EVALUATION;
    }

    @Override
    public int slots() {
        return 6 + WINDOW.slots();
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double value = points.value(i);
        if (!Double.isFinite(value) || value <= 0) {
            return Signal.QUIET;
        }
        double log = Math.log(value);
        learn(memory, log);
        if (WINDOW.count(memory) < SMOOTH) {
            return Signal.QUIET;
        }
        double now = WINDOW.median(memory);
        if (WINDOW.count(memory) == SMOOTH || now < memory[BEST]) {
            memory[BEST] = now;
        }
        double above = now - memory[BEST];
        if (above <= REGAINED) {
            memory[SINCE] = 0;
            memory[OUT] = 0;
            boolean wasOpen = memory[OPEN] != 0;
            memory[OPEN] = 0;
            return wasOpen ? Signal.CALM : Signal.QUIET;
        }
        memory[SINCE]++;
        double bearable = Math.max(patience, WINDOW.count(memory) * patienceShare);
        boolean out = above >= logRatio + NOISE * memory[CHANGE];
        memory[OUT] = out ? memory[OUT] + 1 : 0;
        if (memory[SINCE] < bearable || memory[OUT] < CONSECUTIVE) {
            return Signal.QUIET;
        }
        memory[OPEN] = 1;
        return new Signal.Breach(
                Severity.CRITICAL,
                Math.exp(above),
                () -> String.format(
                        Locale.ROOT,
                        "is near %.4g, %.1f times its best of %.4g, which it has not regained for %d points",
                        Math.exp(now),
                        Math.exp(above),
                        Math.exp(memory[BEST]),
                        (long) memory[SINCE]));
    }

    private static void learn(double[] memory, double log) {
        if (WINDOW.count(memory) > 0) {
            double change = Math.abs(log - memory[LAST]);
            double limited =
                    WINDOW.count(memory) > SMOOTH ? Math.min(change, LIMIT * memory[CHANGE] + REGAINED) : change;
            memory[CHANGE] += Math.max(WEIGHT, 1 / WINDOW.count(memory)) * (limited - memory[CHANGE]);
        }
        memory[LAST] = log;
        WINDOW.add(memory, log);
    }
}
