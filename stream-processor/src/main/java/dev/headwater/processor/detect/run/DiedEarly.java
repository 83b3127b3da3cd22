package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.prov.Identifiers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A training is over before it has got anywhere: no metric at all, or none beyond its first step. */
final class DiedEarly implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: looked at once a run is over: it ended and all of it arrived, or it is lost. It got nowhere when it logged no
     * metric, or all of them at one step. If it failed, was killed or is lost, that is a warning where it meant to train
     * (it named a parameter of training, or logged a metric that only optimisers have), else a notice. If it says that it
     * finished, it may have nothing to log, or be an evaluation, or fit in one step as many classifiers do: a warning only if
     * it meant to train and was over within `short` seconds without a metric, or logged a metric of an optimiser once only.
     * A lost run that is heard again is no longer dead.
     *
     * Bounds: 5 doubles.
     *
     * References: AlgoPerf v0.5 has 31 trials without evaluations. 28 have parameters and nothing else, 3 one step loss and
     * one gradient norm at step 0: each of their live systems would have seen a run that starts, says its parameters, and ends.
     */
    private static final Threshold SHORT = Threshold.of(
            "short", 60, 0, 1e9, "seconds in which a training that logs nothing cannot have finished; our own guess");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "died-early",
            1,
            true,
            "a training is over before it has got beyond its first step",
            List.of(SHORT),
            thresholds -> "A training logs metrics of more than one step before it is over.",
            DiedEarly::new);

    private static final Set<String> OF_OPTIMISERS = Set.of("grad_norm", "gradient_norm", "lr", "learning_rate");

    private static final int TRAINS = 0;
    private static final int OPTIMISES = 1;
    private static final int STARTED = 2;
    private static final int ENDED = 3;
    private static final int STATUS = 4;

    private final Rule rule;
    private final double shortSeconds;

    private DiedEarly(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.shortSeconds = thresholds.get(SHORT);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public Optional<Ear> listen(RunScene scene, SeriesName series) {
        if (!series.hardware() && OF_OPTIMISERS.contains(Split.of(series).metric())) {
            memory(scene)[OPTIMISES] = 1;
        }
        return Optional.empty();
    }

    @Override
    public void event(RunScene scene, RunEvent event) {
        double at = event.getOccurredAt().toEpochMilli();
        if (event.getPayload() instanceof RunStarted) {
            double[] memory = memory(scene);
            memory[STARTED] = memory[STARTED] == 0 ? at : Math.min(memory[STARTED], at);
        } else if (event.getPayload() instanceof ParamsLogged logged) {
            if (Params.ofTraining(logged.getParams())) {
                memory(scene)[TRAINS] = 1;
            }
        } else if (event.getPayload() instanceof RunEnded ended) {
            double[] memory = memory(scene);
            memory[ENDED] = Math.max(memory[ENDED], at);
            memory[STATUS] = Math.max(memory[STATUS], ended.getStatus().ordinal() + 1.0);
        }
    }

    @Override
    public void turned(RunScene scene, Turn turn) {
        if (turn instanceof Turn.HeardAgain) {
            scene.calm(subject(scene), scene.at(turn));
            return;
        }
        boolean lost = turn instanceof Turn.Lost gone && gone.rank() == Turn.WHOLE_RUN;
        if (!lost && !(turn instanceof Turn.Settled)) {
            return;
        }
        Progress progress = scene.progress();
        if (progress.points() > 0 && progress.lastStep() > progress.firstStep()) {
            return;
        }
        double[] memory = memory(scene);
        EndStatus status = memory[STATUS] == 0 ? null : EndStatus.values()[(int) memory[STATUS] - 1];
        boolean means = memory[TRAINS] != 0 || memory[OPTIMISES] != 0;
        if (!lost && status == EndStatus.FINISHED && !(means && tooSoon(progress, memory))) {
            return;
        }
        String how = lost ? "was lost" : "ended " + (status == null ? "" : status.name());
        Signal.Breach breach = new Signal.Breach(
                means ? Severity.WARNING : Severity.INFO,
                Double.NaN,
                () -> progress.points() == 0
                        ? how + " without having logged a metric"
                        : String.format(
                                Locale.ROOT, "%s after metrics of one step only, %d", how, progress.lastStep()));
        scene.breach(subject(scene), breach, scene.at(turn), List.of());
    }

    private boolean tooSoon(Progress progress, double[] memory) {
        return progress.points() == 0 ? memory[ENDED] - memory[STARTED] < 1000 * shortSeconds : memory[OPTIMISES] != 0;
    }

    private static double[] memory(RunScene scene) {
        return scene.memory("run", 5);
    }

    private static Subject subject(RunScene scene) {
        return new Subject(
                "run",
                "The run",
                null,
                List.of(Identifiers.record(scene.runId()), Identifiers.configuration(scene.runId())));
    }
}
