package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.Occurrence;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.detect.Window;
import dev.headwater.processor.series.SeriesName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An evaluation loss rises from its best while the training loss goes on falling. */
final class Overfit implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: per loss, its training series (context train, else none) and its evaluation series. At each evaluation, the
     * training loss is the mean since the evaluation before; of both, the median of the last SMOOTH counts. An evaluation is out when it is above the best by more than
     * `rise`, above the training loss by more than `gap`, and the training loss is below what it was at the best. `patience`
     * of these in a row are a notice; with `clear-rise` instead of `rise`, a warning. A new best is its end. A test loss is
     * looked at only where there is no other evaluation of the same loss. Losses of 0 and below have no ratio and are passed over.
     *
     * SageMaker's rule is the gap alone, patience 1. On AlgoPerf's ogbg workloads, where the gap passes 0.1 in every trial,
     * healthy or not, that says nothing; what tells is the way back from the best.
     *
     * Bounds: 14 doubles per evaluation series, 5 per loss.
     *
     * References: SageMaker Debugger's Overfit (ratio 0.1). Rises and patience are our own, chosen on AlgoPerf v0.5.
     */
    private static final Threshold GAP = Threshold.of(
            "gap", 0.1, 0, 1000, "of the training loss that the evaluation is above it; SageMaker's ratio");
    private static final Threshold RISE = Threshold.of(
            "rise", 0.1, 0, 1000, "of its best that the evaluation loss is above it: a notice; our own guess");
    private static final Threshold CLEAR_RISE =
            Threshold.of("clear-rise", 0.2, 0, 1000, "the same, for a warning; our own guess");
    private static final Threshold PATIENCE =
            Threshold.count("patience", 3, 1, 1_000_000, "evaluations in a row; our own guess");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "overfit",
            1,
            true,
            "an evaluation loss rises from its best while the training loss goes on falling",
            List.of(GAP, RISE, CLEAR_RISE, PATIENCE),
            thresholds -> "The evaluation loss stays within " + Threshold.text(100 * thresholds.get(RISE))
                    + " % of its best, or rises with the training loss.",
            Overfit::new);

    private static final int SOONEST = 5;
    private static final int SMOOTH = 3;

    private static final int SUM = 0;
    private static final int COUNT = 1;
    private static final int LAST = 2;
    private static final int BY_CONTEXT = 3;
    private static final int OTHER_THAN_TEST = 4;
    private static final int LOSS_SLOTS = 5;

    private static final int BEST = 0;
    private static final int TRAINING_AT_BEST = 1;
    private static final int OUT = 2;
    private static final int CLEARLY_OUT = 3;
    private static final int SUM_BEFORE = 4;
    private static final int COUNT_BEFORE = 5;
    private static final Window EVALUATED = new Window(6, SMOOTH);
    private static final Window TRAINED = new Window(6 + EVALUATED.slots(), SMOOTH);
    private static final int EVALUATION_SLOTS = 6 + EVALUATED.slots() + TRAINED.slots();

    private final Rule rule;
    private final double gap;
    private final double rise;
    private final double clearRise;
    private final int patience;

    private Overfit(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.gap = thresholds.get(GAP);
        this.rise = thresholds.get(RISE);
        this.clearRise = thresholds.get(CLEAR_RISE);
        this.patience = thresholds.count(PATIENCE);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public Optional<Ear> listen(RunScene scene, SeriesName series) {
        if (!LossLike.is(series)) {
            return Optional.empty();
        }
        Split split = Split.of(series);
        double[] loss = scene.memory("loss|" + split.metric(), LOSS_SLOTS);
        if (split.role() == Split.Role.EVALUATION) {
            boolean test = split.label().startsWith("test");
            loss[OTHER_THAN_TEST] = test ? loss[OTHER_THAN_TEST] : 1;
            double[] memory = scene.memory("evaluation|" + series.id(), EVALUATION_SLOTS);
            return Optional.of((rank, points, i) -> {
                if (!test || loss[OTHER_THAN_TEST] == 0) {
                    evaluate(scene, series, loss, memory, points.value(i), scene.at(points, i));
                }
            });
        }
        boolean byContext = split.role() == Split.Role.TRAINING;
        if (!byContext && !split.label().isEmpty()) {
            return Optional.empty();
        }
        if (byContext || loss[BY_CONTEXT] == 0) {
            scene.remember("training|" + split.metric(), series.id());
        }
        if (byContext && loss[BY_CONTEXT] == 0) {
            loss[BY_CONTEXT] = 1;
        }
        return Optional.of((rank, points, i) -> {
            double value = points.value(i);
            if (Double.isFinite(value) && (byContext || loss[BY_CONTEXT] == 0)) {
                loss[SUM] += value;
                loss[COUNT]++;
            }
        });
    }

    private void evaluate(
            RunScene scene, SeriesName series, double[] loss, double[] memory, double evaluated, Occurrence at) {
        double count = loss[COUNT] - memory[COUNT_BEFORE];
        double trained = count > 0 ? (loss[SUM] - memory[SUM_BEFORE]) / count : loss[LAST];
        memory[SUM_BEFORE] = loss[SUM];
        memory[COUNT_BEFORE] = loss[COUNT];
        loss[LAST] = trained;
        if (!(evaluated > 0 && trained > 0 && evaluated < Double.POSITIVE_INFINITY)) {
            return;
        }
        EVALUATED.add(memory, evaluated);
        TRAINED.add(memory, trained);
        double evaluations = EVALUATED.count(memory);
        if (evaluations < SMOOTH) {
            return;
        }
        double value = EVALUATED.median(memory);
        double training = TRAINED.median(memory);
        if (evaluations == SMOOTH || value < memory[BEST]) {
            memory[BEST] = value;
            memory[TRAINING_AT_BEST] = training;
            memory[OUT] = 0;
            memory[CLEARLY_OUT] = 0;
            scene.calm(subject(scene, series), at);
            return;
        }
        double above = value / memory[BEST] - 1;
        boolean apart = evaluations > SOONEST && training < memory[TRAINING_AT_BEST] && value > training * (1 + gap);
        memory[OUT] = apart && above > rise ? memory[OUT] + 1 : 0;
        memory[CLEARLY_OUT] = apart && above > clearRise ? memory[CLEARLY_OUT] + 1 : 0;
        if (memory[OUT] < patience && memory[CLEARLY_OUT] < patience) {
            return;
        }
        Signal.Breach breach = new Signal.Breach(
                memory[CLEARLY_OUT] >= patience ? Severity.WARNING : Severity.INFO,
                above,
                () -> String.format(
                        Locale.ROOT,
                        "rose to %.4g, %.0f %% above its best of %.4g, while the training loss fell from %.4g to %.4g",
                        value,
                        100 * above,
                        memory[BEST],
                        memory[TRAINING_AT_BEST],
                        training));
        scene.breach(subject(scene, series), breach, at, List.of(at.point()));
    }

    private static Subject subject(RunScene scene, SeriesName series) {
        List<String> used = new ArrayList<>(List.of(series.id()));
        String training = scene.text("training|" + Split.of(series).metric());
        if (!training.isEmpty()) {
            used.add(training);
        }
        return new Subject(series.withinRun(), series.label(), series, used);
    }
}
