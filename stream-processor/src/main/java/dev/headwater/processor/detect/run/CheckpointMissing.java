package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.event.TagsSet;
import dev.headwater.processor.detect.Occurrence;
import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.prov.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A run goes on for much longer than its interval without a checkpoint. */
final class CheckpointMissing implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: the interval in steps is what a parameter or tag declares (whole numbers only: a share of the run, as some
     * trainers take, is no number of steps), else the largest of the intervals between the run's own checkpoints, once there
     * are LEARN that differ by less than REGULAR: who only keeps the best has no interval. The largest step of any metric is
     * how far the run is. More than `intervals` intervals beyond the last checkpoint, or the first step, is the condition; the next
     * checkpoint is its end. A declared interval of a run that has never shown a checkpoint is a notice: its checkpoints may go
     * where nobody logs them. A checkpoint that does not say its step was written where the run is.
     *
     * Bounds: 6 doubles.
     *
     * References: BLOOM saved every 100 iterations, which bounds what a crash costs to about 3 h.
     */
    private static final Threshold INTERVALS =
            Threshold.of("intervals", 2, 1, 1000, "times its interval that a run may go without a checkpoint");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "checkpoint-missing",
            1,
            true,
            "a run goes on for longer than its interval without a checkpoint",
            List.of(INTERVALS),
            thresholds -> "A checkpoint is written at least every " + Threshold.text(thresholds.get(INTERVALS))
                    + " times the interval of the run.",
            CheckpointMissing::new);

    private static final Set<String> DECLARE = Set.of(
            "checkpoint_interval",
            "checkpoint_every",
            "checkpoint_steps",
            "checkpoint_every_n_steps",
            "ckpt_interval",
            "ckpt_every",
            "save_steps",
            "save_every",
            "save_interval",
            "save_every_n_steps",
            "every_n_train_steps");
    private static final Set<String> STRATEGY = Set.of("save_strategy", "checkpoint_strategy");

    private static final int LEARN = 3;
    private static final double REGULAR = 1.5;

    private static final int DECLARED = 0;
    private static final int COUNT = 1;
    private static final int LAST = 2;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 4;
    private static final int NOT_BY_STEPS = 5;
    private static final int SLOTS = 6;

    private final Rule rule;
    private final double intervals;

    private CheckpointMissing(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.intervals = thresholds.get(INTERVALS);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public void event(RunScene scene, RunEvent event) {
        if (event.getPayload() instanceof ParamsLogged logged) {
            declared(scene, logged.getParams());
        } else if (event.getPayload() instanceof TagsSet set) {
            declared(scene, set.getTags());
        } else if (event.getPayload() instanceof ArtifactLogged artifact
                && artifact.getKind() == ArtifactKind.CHECKPOINT
                && artifact.getDirection() == ArtifactDirection.OUTPUT) {
            Long said = artifact.getStep();
            written(scene, said == null ? scene.progress().lastStep() : said, scene.at(event));
        }
    }

    private static void declared(RunScene scene, Map<String, ?> named) {
        named.forEach((name, value) -> {
            String word = Params.word(name);
            if (STRATEGY.contains(word) && !value.toString().equalsIgnoreCase("steps")) {
                memory(scene)[NOT_BY_STEPS] = 1;
            }
            if (DECLARE.contains(word)) {
                Params.number(value)
                        .filter(number -> number >= 1 && number == Math.rint(number))
                        .ifPresent(number -> memory(scene)[DECLARED] = number);
            }
        });
    }

    private static void written(RunScene scene, long step, Occurrence at) {
        double[] memory = memory(scene);
        if (memory[COUNT] > 0 && step > memory[LAST]) {
            double interval = step - memory[LAST];
            memory[SHORTEST] = memory[SHORTEST] == 0 ? interval : Math.min(memory[SHORTEST], interval);
            memory[LONGEST] = Math.max(memory[LONGEST], interval);
        }
        if (memory[COUNT] == 0 || step != memory[LAST]) {
            memory[COUNT]++;
        }
        memory[LAST] = step;
        Occurrence here = new Occurrence(step, at.time(), Double.NaN, at.origin());
        scene.calm(subject(scene), here);
    }

    @Override
    public void progressed(RunScene scene) {
        if (scene.known("run").isEmpty()) {
            return;
        }
        double[] memory = memory(scene);
        boolean isDeclared = memory[DECLARED] > 0 && memory[NOT_BY_STEPS] == 0;
        boolean regular = memory[COUNT] > LEARN && memory[LONGEST] <= REGULAR * memory[SHORTEST];
        double interval = isDeclared ? memory[DECLARED] : regular ? memory[LONGEST] : 0;
        Progress progress = scene.progress();
        double since = memory[COUNT] == 0 ? progress.firstStep() : memory[LAST];
        long due = (long) Math.ceil(since + intervals * interval);
        if (interval == 0 || progress.lastStep() <= due) {
            return;
        }
        Signal.Breach breach = new Signal.Breach(
                memory[COUNT] == 0 ? Severity.INFO : Severity.WARNING,
                (progress.lastStep() - since) / interval,
                () -> String.format(
                        Locale.ROOT,
                        "has written no checkpoint since step %d, though %s is every %d steps; it was past due",
                        (long) since,
                        isDeclared ? "its declared interval" : "its habit",
                        (long) interval));
        // Where it was due, so that it does not matter where batches end.
        scene.breach(
                subject(scene), breach, new Occurrence(due, progress.lastTime(), Double.NaN, Origin.NONE), List.of());
    }

    private static double[] memory(RunScene scene) {
        return scene.memory("run", SLOTS);
    }

    private static Subject subject(RunScene scene) {
        List<String> used = new ArrayList<>(List.of(Identifiers.record(scene.runId())));
        used.add(Identifiers.configuration(scene.runId()));
        return new Subject("run", "The run", null, used);
    }
}
