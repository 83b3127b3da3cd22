package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.prov.Identifiers;
import java.util.List;
import java.util.Locale;

/** A run, or one rank of it, is silent for longer than its heartbeats allow. */
final class HeartbeatLost implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: none of its own; leases are kept by the stage that says whether a run lives, by the rules and settings of
     * completeness, and this rule makes findings of what it concludes, so that status and finding never disagree. That is why
     * it has no thresholds here: ten heartbeat intervals, at least 60 s, are settings of the processor.
     *
     * Bounds: a condition per rank, within the bounds of a scene.
     *
     * References: SageMaker's StalledTraining waits 1800 s; Weights & Biases calls a run crashed when its heartbeat is lost.
     */
    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "heartbeat-lost",
            1,
            true,
            "a run, or one of its ranks, is silent for longer than its heartbeats allow",
            List.of(),
            thresholds ->
                    "A run that has not ended is heard within ten of its heartbeat intervals, at least 60 s, or as"
                            + " the processor is set.",
            HeartbeatLost::new);

    private final Rule rule;

    private HeartbeatLost(Rule rule, Thresholds thresholds) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public void turned(RunScene scene, Turn turn) {
        if (turn instanceof Turn.Lost lost) {
            Signal.Breach breach = new Signal.Breach(
                    lost.rank() == Turn.WHOLE_RUN ? Severity.WARNING : Severity.CRITICAL,
                    lost.silentMillis() / 1000.0,
                    () -> String.format(
                            Locale.ROOT,
                            "has not been heard for %.0f s%s",
                            lost.silentMillis() / 1000.0,
                            lost.rank() == Turn.WHOLE_RUN ? "" : " while others were"));
            scene.breach(subject(scene, lost.rank()), breach, scene.at(lost), List.of());
        } else if (turn instanceof Turn.HeardAgain again) {
            scene.calm(subject(scene, again.rank()), scene.at(again));
        }
    }

    private static Subject subject(RunScene scene, int rank) {
        return rank == Turn.WHOLE_RUN
                ? new Subject("run", "The run", null, List.of(Identifiers.record(scene.runId())))
                : new Subject("rank/" + rank, "Rank " + rank, null, List.of(Identifiers.record(scene.runId(), rank)));
    }
}
