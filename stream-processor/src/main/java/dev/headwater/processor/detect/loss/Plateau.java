package dev.headwater.processor.detect.loss;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** A loss does not fall any more. */
public final class Plateau implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: an exponentially weighted mean of the logarithm of the loss (WEIGHT; the first points count alike) stands for
     * where the loss is. The loss stands still when that mean has not come below its best by at least fall, and by at least
     * NOISE times the usual deviation from it (such a mean wanders by about 0.2 of that by itself), for patience-share of all
     * points so far, at least patience. It is over when the loss falls below its best again. A loss that has risen instead
     * is said so. Values of 0 and below and non-finite ones are passed over.
     *
     * It is a notice, never a warning: every training that is run to its end ends on a plateau, also the best ones, and
     * no curve tells whether more could be had. SageMaker's ten steps fire in nearly every run that logs each step.
     *
     * Bounds: 6 doubles; per point a logarithm.
     *
     * References: SageMaker Debugger's LossNotDecreasing (0.1 percent in 10 steps; a rise of 5 percent is told as one).
     */
    private static final Threshold FALL =
            Threshold.of("fall", 0.1, 0, 100, "percent below its best that count as falling; SageMaker's 0.1");
    private static final Threshold PATIENCE = Threshold.count(
            "patience", 100, 1, 1_000_000_000, "points without a fall, however short the run; our own guess");
    private static final Threshold PATIENCE_SHARE =
            Threshold.of("patience-share", 0.25, 0, 1, "share of all points so far without a fall; our own guess");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "plateau",
            1,
            true,
            "a loss does not fall any more; a notice",
            List.of(FALL, PATIENCE, PATIENCE_SHARE),
            thresholds -> "The loss falls by " + Threshold.text(thresholds.get(FALL)) + " % or more within "
                    + Threshold.text(thresholds.get(PATIENCE_SHARE)) + " of the points so far (at least "
                    + thresholds.count(PATIENCE) + " points).",
            Plateau::new);

    private static final double WEIGHT = 0.05;
    private static final double NOISE = 0.4;
    private static final double RISEN = Math.log(1.05);

    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int BEST = 2;
    private static final int SINCE = 3;
    private static final int OPEN = 4;
    private static final int DEVIATION = 5;
    private static final int SLOTS = 6;

    private final Rule rule;
    private final double logFall;
    private final int patience;
    private final double patienceShare;

    private Plateau(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.logFall = -Math.log1p(-Math.min(thresholds.get(FALL), 99.9) / 100);
        this.patience = thresholds.count(PATIENCE);
        this.patienceShare = thresholds.get(PATIENCE_SHARE);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return LossLike.is(series);
    }

    @Override
    public int slots() {
        return SLOTS;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double value = points.value(i);
        if (!Double.isFinite(value) || value <= 0) {
            return Signal.QUIET;
        }
        memory[COUNT]++;
        double log = Math.log(value);
        double weight = Math.max(WEIGHT, 1 / memory[COUNT]);
        if (memory[COUNT] > 1) {
            memory[DEVIATION] += weight * (Math.abs(log - memory[MEAN]) - memory[DEVIATION]);
        }
        memory[MEAN] += weight * (log - memory[MEAN]);
        if (memory[COUNT] == 1 || memory[MEAN] < memory[BEST] - Math.max(logFall, NOISE * memory[DEVIATION])) {
            memory[BEST] = memory[MEAN];
            memory[SINCE] = 0;
            boolean wasOpen = memory[OPEN] != 0;
            memory[OPEN] = 0;
            return wasOpen ? Signal.CALM : Signal.QUIET;
        }
        memory[SINCE]++;
        if (memory[SINCE] < Math.max(patience, patienceShare * memory[COUNT])) {
            return Signal.QUIET;
        }
        memory[OPEN] = 1;
        double above = memory[MEAN] - memory[BEST];
        double best = Math.exp(memory[BEST]);
        long since = (long) memory[SINCE];
        return new Signal.Breach(Severity.INFO, since, () -> {
            String still = String.format(Locale.ROOT, "has not fallen below %.4g for %d points", best, since);
            return above > RISEN
                    ? still + String.format(Locale.ROOT, " and is %.0f %% above it,", 100 * Math.expm1(above))
                    : still + ",";
        });
    }
}
