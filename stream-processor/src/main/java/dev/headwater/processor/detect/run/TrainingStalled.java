package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.RunEnded;
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

/** A training hangs: it lives and has logged metrics at its pace, but logs no more. */
final class TrainingStalled implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: heartbeats are the clock, and the count of metric points that each carries says whether its process logged
     * something since the one before; so it does not matter which topic is read first, and nothing else is heard of. A pause is
     * the time from one heartbeat at which some count had grown to the next such one. With LEARN pauses known, a heartbeat is the
     * condition that comes later after the last growth than `minutes`, `typical` times the mean pause, and `longest` times the
     * longest pause that the run has shown: who logs rarely, evaluates or saves for long is known by that. Growth is its end.
     * Whatever else the program says (a checkpoint, a phase, a tag) shows that it works, and the wait begins again; it is no
     * pause to learn from. From the end of a process on nothing is awaited, until some count grows again. An evaluation that is
     * longer than all that and the first of its kind is told, wrongly, once.
     *
     * Bounds: 6 doubles, and one for each of BOOTS boots; further ones are not looked at. Pauses are as fine as heartbeats.
     *
     * References: SageMaker Debugger's StalledTraining (1800 s without a change); ten minutes is after what PyTorch gives up
     * an NCCL collective that hangs. The factors are our own guesses.
     */
    private static final Threshold MINUTES = Threshold.of(
            "minutes",
            10,
            0.1,
            100_000,
            "without a metric that are never a stall; PyTorch's timeout of NCCL collectives");
    private static final Threshold TYPICAL =
            Threshold.of("typical", 10, 1, 1e6, "times the mean pause between metrics; our own guess");
    private static final Threshold LONGEST =
            Threshold.of("longest", 3, 1, 1e6, "times the longest pause that the run has shown; our own guess");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "training-stalled",
            1,
            true,
            "a training lives but logs no metric any more, for far longer than its pauses so far",
            List.of(MINUTES, TYPICAL, LONGEST),
            thresholds -> "A training that logs metrics goes on within " + Threshold.text(thresholds.get(MINUTES))
                    + " minutes, " + Threshold.text(thresholds.get(TYPICAL)) + " times its mean pause and "
                    + Threshold.text(thresholds.get(LONGEST)) + " times its longest.",
            TrainingStalled::new);

    private static final int LEARN = 10;
    private static final int BOOTS = 64;

    private static final int ALIVE_AT = 0;
    private static final int GREW_AT = 1;
    private static final int PAUSES = 2;
    private static final int SUM = 3;
    private static final int MOST = 4;
    private static final int KNOWN_BOOTS = 5;
    private static final int SLOTS = 6;

    private final Rule rule;
    private final double minutes;
    private final double typical;
    private final double longest;

    private TrainingStalled(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.minutes = thresholds.get(MINUTES);
        this.typical = thresholds.get(TYPICAL);
        this.longest = thresholds.get(LONGEST);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public void event(RunScene scene, RunEvent event) {
        double[] memory = scene.memory("run", SLOTS);
        double at = event.getOccurredAt().toEpochMilli();
        if (event.getPayload() instanceof Heartbeat beat) {
            beat(scene, memory, event, beat);
        } else if (event.getPayload() instanceof RunEnded) {
            memory[ALIVE_AT] = 0;
            memory[GREW_AT] = 0;
        } else if (!(event.getPayload() instanceof RunStarted) && memory[ALIVE_AT] > 0) {
            memory[ALIVE_AT] = Math.max(memory[ALIVE_AT], at);
            memory[GREW_AT] = 0;
            scene.calm(subject(scene), scene.at(event));
        }
    }

    private void beat(RunScene scene, double[] memory, RunEvent event, Heartbeat beat) {
        String boot = "boot/" + event.getBootId();
        if (scene.known(boot).isEmpty()) {
            if (memory[KNOWN_BOOTS] == BOOTS) {
                return;
            }
            memory[KNOWN_BOOTS]++;
        }
        double at = event.getOccurredAt().toEpochMilli();
        double[] count = scene.memory(boot, 1);
        if (beat.getMetricPoints() > count[0]) {
            count[0] = beat.getMetricPoints();
            grew(memory, at);
            scene.calm(subject(scene), scene.at(event));
        } else if (memory[ALIVE_AT] > 0 && memory[PAUSES] >= LEARN && at - memory[ALIVE_AT] > allowed(memory)) {
            stalled(scene, memory, event, at - memory[ALIVE_AT]);
        }
    }

    private static void grew(double[] memory, double at) {
        if (memory[GREW_AT] > 0 && at > memory[GREW_AT]) {
            double pause = at - memory[GREW_AT];
            memory[PAUSES]++;
            memory[SUM] += pause;
            memory[MOST] = Math.max(memory[MOST], pause);
        }
        memory[GREW_AT] = Math.max(memory[GREW_AT], at);
        memory[ALIVE_AT] = Math.max(memory[ALIVE_AT], at);
    }

    private double allowed(double[] memory) {
        double mean = memory[SUM] / memory[PAUSES];
        return Math.max(minutes * 60_000, Math.max(typical * mean, longest * memory[MOST]));
    }

    private void stalled(RunScene scene, double[] memory, RunEvent event, double silent) {
        double most = memory[MOST];
        Signal.Breach breach = new Signal.Breach(
                Severity.WARNING,
                silent / 1000,
                () -> String.format(
                        Locale.ROOT,
                        "lives, but has logged no metric for %.0f minutes; its longest pause was %.0f s",
                        silent / 60_000,
                        most / 1000));
        scene.breach(subject(scene), breach, scene.at(event), List.of());
    }

    private static Subject subject(RunScene scene) {
        return new Subject("run", "The run", null, List.of(Identifiers.record(scene.runId())));
    }
}
