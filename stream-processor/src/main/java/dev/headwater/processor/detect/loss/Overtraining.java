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

/** Training goes on although a loss has gained nothing worth it for some points. */
public final class Overtraining implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: the patience of early stopping. A point that is below the best by more than gain (in the unit of the loss)
     * is a new best; as many points in a row without one are the condition, which ends with the next new best. Training
     * and evaluation data have each their own patience. Non-finite values are passed over.
     *
     * It ships switched off, and is a notice where it is switched on: gain has the unit of the loss, so no value of it fits
     * every model; a training loss that is logged each step is noisier than its gain in five steps; and runs that are
     * trained to their end meet the condition there by design.
     *
     * Bounds: 3 doubles; per point a comparison.
     *
     * References: SageMaker Debugger's Overtraining, whose defaults these are; it looks at saved steps, every 500th.
     */
    private static final Threshold GAIN =
            Threshold.of("gain", 0.01, 0, 1e9, "fall of the loss that is a gain, in its own unit; SageMaker's");
    private static final Threshold TRAINING = Threshold.count(
            "patience-training", 5, 1, 1_000_000, "points without a gain on training data; SageMaker's");
    private static final Threshold EVALUATION =
            Threshold.count("patience-evaluation", 10, 1, 1_000_000, "evaluations without a gain; SageMaker's");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "overtraining",
            1,
            false,
            "training goes on although a loss gains nothing; a notice",
            List.of(GAIN, TRAINING, EVALUATION),
            thresholds -> "The loss falls by more than " + Threshold.text(thresholds.get(GAIN)) + " within "
                    + thresholds.count(TRAINING) + " points on training data, " + thresholds.count(EVALUATION)
                    + " on evaluation data.",
            Overtraining::new);

    private static final int SEEN = 0;
    private static final int BEST = 1;
    private static final int SINCE = 2;
    private static final int SLOTS = 3;

    private final Rule rule;
    private final double gain;
    private final int training;
    private final int evaluation;
    private final int patience;

    private Overtraining(Rule rule, Thresholds thresholds) {
        this(rule, thresholds.get(GAIN), thresholds.count(TRAINING), thresholds.count(EVALUATION), Split.Role.UNSAID);
    }

    private Overtraining(Rule rule, double gain, int training, int evaluation, Split.Role role) {
        this.rule = rule;
        this.gain = gain;
        this.training = training;
        this.evaluation = evaluation;
        this.patience = role == Split.Role.EVALUATION ? evaluation : training;
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
    public Detector on(SeriesName series) {
        return new Overtraining(
                rule, gain, training, evaluation, Split.of(series).role());
    }

    @Override
    public int slots() {
        return SLOTS;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double value = points.value(i);
        if (!Double.isFinite(value)) {
            return Signal.QUIET;
        }
        if (memory[SEEN] == 0 || value < memory[BEST] - gain) {
            boolean wasOpen = memory[SINCE] >= patience;
            memory[SEEN] = 1;
            memory[BEST] = value;
            memory[SINCE] = 0;
            return wasOpen ? Signal.CALM : Signal.QUIET;
        }
        memory[SINCE]++;
        if (memory[SINCE] < patience) {
            return Signal.QUIET;
        }
        double best = memory[BEST];
        long since = (long) memory[SINCE];
        return new Signal.Breach(
                Severity.INFO,
                since,
                () -> String.format(
                        Locale.ROOT,
                        "has not gained %s on its best of %.4g for %d points,",
                        Threshold.text(gain),
                        best,
                        since));
    }
}
