package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.prov.Identifiers;
import java.util.List;
import java.util.Locale;

/** A run lives but logs no metric for long after its start. */
final class StartupStall implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: heartbeats are the clock: one that comes more than `minutes` after the start of the run, while no metric has
     * arrived and the process that beats says it logged none, is the condition; the first metric is its end. Only heartbeats
     * of the lowest rank heard count, since other ranks often log nothing, and so does the heartbeat's own count, since
     * metrics come by another topic and may be late. A run that names no parameter of training may have nothing to log: a notice.
     *
     * Bounds: 4 doubles.
     *
     * References: SageMaker Debugger's MaxInitializationTime, 20 minutes.
     */
    private static final Threshold MINUTES = Threshold.of(
            "minutes",
            20,
            0.01,
            100_000,
            "from the start of the run to its first metric; SageMaker's MaxInitializationTime");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "startup-stall",
            1,
            true,
            "a run lives but logs no metric for long after its start",
            List.of(MINUTES),
            thresholds -> "A run logs its first metric within " + Threshold.text(thresholds.get(MINUTES))
                    + " minutes after its start.",
            StartupStall::new);

    private static final int STARTED = 0;
    private static final int RANK = 1;
    private static final int TRAINING = 2;
    private static final int LOGGED = 3;

    private final Rule rule;
    private final double minutes;

    private StartupStall(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.minutes = thresholds.get(MINUTES);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public void event(RunScene scene, RunEvent event) {
        if (event.getPayload() instanceof RunStarted) {
            double[] memory = memory(scene);
            double at = event.getOccurredAt().toEpochMilli();
            memory[RANK] = memory[STARTED] == 0 ? event.getRank() : Math.min(memory[RANK], event.getRank());
            memory[STARTED] = memory[STARTED] == 0 ? at : Math.min(memory[STARTED], at);
        } else if (event.getPayload() instanceof ParamsLogged logged) {
            if (Params.ofTraining(logged.getParams())) {
                memory(scene)[TRAINING] = 1;
            }
        } else if (event.getPayload() instanceof Heartbeat beat) {
            beat(scene, event, beat);
        }
    }

    private void beat(RunScene scene, RunEvent event, Heartbeat beat) {
        double[] memory = memory(scene);
        if (beat.getMetricPoints() > 0) {
            memory[LOGGED] = 1;
        }
        double since = (event.getOccurredAt().toEpochMilli() - memory[STARTED]) / 60_000;
        if (memory[STARTED] == 0
                || memory[LOGGED] != 0
                || event.getRank() != memory[RANK]
                || scene.progress().points() > 0
                || since <= minutes) {
            return;
        }
        Signal.Breach breach = new Signal.Breach(
                memory[TRAINING] == 0 ? Severity.INFO : Severity.WARNING,
                since,
                () -> String.format(
                        Locale.ROOT, "lives, but has logged no metric for %.0f minutes after its start", since));
        scene.breach(subject(scene), breach, scene.at(event), List.of());
    }

    @Override
    public void progressed(RunScene scene) {
        if (scene.isOpen(subject(scene))) {
            scene.calm(subject(scene), scene.at(scene.progress()));
        }
    }

    private static double[] memory(RunScene scene) {
        return scene.memory("run", 4);
    }

    private static Subject subject(RunScene scene) {
        return new Subject("run", "The run", null, List.of(Identifiers.record(scene.runId())));
    }
}
