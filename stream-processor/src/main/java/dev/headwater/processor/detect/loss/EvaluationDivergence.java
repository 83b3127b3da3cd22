package dev.headwater.processor.detect.loss;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.detect.run.Split;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** A loss on evaluation data stays far above its best for several evaluations, or a good deal above for many. */
public final class EvaluationDivergence implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: evaluations are few and smooth, so there is nothing to smooth and little time to lose: a run may have ten in
     * all. An evaluation is out when it is above ratio times the best so far by more than NOISE times the usual change,
     * all in logarithms. The usual change is an exponentially weighted mean of absolute differences (the first count alike),
     * but those to a new best, which are progress, and to the first that is high, which is what is looked for. It diverges
     * when as many evaluations in a row are out, or when slow-evaluations in a row are above slow-ratio in the same way. It
     * becomes critical at CRITICAL times evaluations out: until then it may be the overfitting of a run whose other metrics
     * still improve, which is for a person to judge. It is over at less than half the smaller ratio, in logarithms. Values
     * of 0 and below and non-finite ones are passed over.
     *
     * Bounds: 8 doubles; per point a logarithm.
     *
     * References: AlgoPerf v0.5, measured on ogbg: validation losses that end above 1.5 times their best were above it
     * for 38 evaluations and more in all but one trial, which crept there and is what slow-ratio was chosen for; trials that
     * reached their target were above for at most 1. Checked on wmt and fastmri: at most 4, after a spike of the training,
     * and not one of 851 trials that reached their target was found.
     */
    private static final Threshold RATIO = Threshold.of("ratio", 1.5, 1, 1000, "times its best; our own guess");
    private static final Threshold EVALUATIONS = Threshold.count(
            "evaluations",
            5,
            1,
            1_000_000,
            "evaluations in a row above it; healthy AlgoPerf trials stayed above for at most 4");

    private static final Threshold SLOW_RATIO = Threshold.of(
            "slow-ratio", 1.25, 1, 1000, "times its best, for a loss that creeps up; chosen on AlgoPerf's ogbg");
    private static final Threshold SLOW_EVALUATIONS = Threshold.count(
            "slow-evaluations", 15, 1, 1_000_000, "evaluations in a row above that; chosen on AlgoPerf's ogbg");

    private static final double NOISE = 4;
    private static final double WEIGHT = 0.05;
    private static final int CRITICAL = 3;

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "evaluation-divergence",
            1,
            true,
            "a loss on evaluation data stays far above its best",
            List.of(RATIO, EVALUATIONS, SLOW_RATIO, SLOW_EVALUATIONS),
            thresholds -> "The loss on evaluation data is not above " + Threshold.text(thresholds.get(RATIO))
                    + " times its best for " + thresholds.count(EVALUATIONS) + " evaluations in a row,"
                    + " nor above " + Threshold.text(thresholds.get(SLOW_RATIO)) + " times for "
                    + thresholds.count(SLOW_EVALUATIONS) + ".",
            EvaluationDivergence::new);

    private static final int COUNT = 0;
    private static final int BEST = 1;
    private static final int LAST = 2;
    private static final int CHANGE = 3;
    private static final int CHANGES = 4;
    private static final int OUT = 5;
    private static final int HIGH = 6;
    private static final int OPEN = 7;
    private static final int SLOTS = 8;

    private final Rule rule;
    private final double logRatio;
    private final int evaluations;
    private final double slowLogRatio;
    private final int slowEvaluations;

    private EvaluationDivergence(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.logRatio = Math.log(thresholds.get(RATIO));
        this.evaluations = thresholds.count(EVALUATIONS);
        this.slowLogRatio = Math.log(thresholds.get(SLOW_RATIO));
        this.slowEvaluations = thresholds.count(SLOW_EVALUATIONS);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return LossLike.is(series) && Split.of(series).role() == Split.Role.EVALUATION;
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
        double log = Math.log(value);
        if (memory[COUNT]++ == 0 || log <= memory[BEST]) {
            memory[BEST] = log;
            memory[LAST] = log;
            return inside(memory);
        }
        double above = log - memory[BEST];
        double noise = NOISE * memory[CHANGE];
        boolean out = above >= logRatio + noise;
        boolean high = above >= slowLogRatio + noise;
        if (!(out || high) || memory[OUT] + memory[HIGH] > 0) {
            double change = Math.abs(log - memory[LAST]);
            memory[CHANGE] += Math.max(WEIGHT, 1 / ++memory[CHANGES]) * (change - memory[CHANGE]);
        }
        memory[LAST] = log;
        memory[OUT] = out ? memory[OUT] + 1 : 0;
        memory[HIGH] = high ? memory[HIGH] + 1 : 0;
        if (memory[OUT] < evaluations && memory[HIGH] < slowEvaluations) {
            return above < Math.min(logRatio, slowLogRatio) / 2 ? inside(memory) : Signal.QUIET;
        }
        memory[OPEN] = 1;
        double lasts = Math.max(memory[OUT], memory[HIGH]);
        boolean critical = memory[OUT] >= (double) CRITICAL * evaluations;
        return new Signal.Breach(
                critical ? Severity.CRITICAL : Severity.WARNING,
                Math.exp(above),
                () -> String.format(
                        Locale.ROOT,
                        "is %.4g, %.1f times its best of %.4g, and has been high for %d evaluations",
                        value,
                        Math.exp(above),
                        value / Math.exp(above),
                        (long) lasts));
    }

    private static Signal inside(double[] memory) {
        memory[OUT] = 0;
        memory[HIGH] = 0;
        if (memory[OPEN] == 0) {
            return Signal.QUIET;
        }
        memory[OPEN] = 0;
        return Signal.CALM;
    }
}
