package dev.headwater.processor.detect.run;

import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.state.RunWatchState;
import java.util.List;
import java.util.Map;

/** The rules over whole runs that are in force. */
public final class RunSuite {

    /** The rules over whole runs that ship with Headwater. A new one is a line here. */
    public static final List<RuleDefinition<RunDetector>> DEFINITIONS = List.of(
            MissingValue.DEFINITION,
            Overfit.DEFINITION,
            HeartbeatLost.DEFINITION,
            StartupStall.DEFINITION,
            TrainingStalled.DEFINITION,
            DiedEarly.DEFINITION,
            Straggler.DEFINITION,
            CheckpointMissing.DEFINITION,
            DeviceImbalance.DEFINITION,
            DataLoaderBottleneck.DEFINITION,
            ThermalThrottling.DEFINITION,
            ParamOutOfRange.DEFINITION);

    private final List<RunDetector> detectors;

    public RunSuite(List<RunDetector> detectors) {
        this.detectors = List.copyOf(detectors);
    }

    /**
     * The same, with ranges of parameters that an operator declared.
     *
     * @param declared by name of the parameter; empty for those that ship
     */
    public static List<RuleDefinition<RunDetector>> definitions(Map<String, ParamRange> declared) {
        return declared.isEmpty()
                ? DEFINITIONS
                : DEFINITIONS.stream()
                        .map(each -> each == ParamOutOfRange.DEFINITION ? ParamOutOfRange.declaring(declared) : each)
                        .toList();
    }

    /** All rules that are in force unless an operator says otherwise, with the thresholds that ship. */
    public static RunSuite standard() {
        return new RunSuite(DEFINITIONS.stream()
                .filter(RuleDefinition::enabled)
                .map(RuleDefinition::standard)
                .toList());
    }

    public List<Rule> rules() {
        return detectors.stream().map(RunDetector::rule).toList();
    }

    List<RunDetector> detectors() {
        return detectors;
    }

    /** Watches over a new run. */
    public RunWatches watch(String runId) {
        return new RunWatches(runId, this);
    }

    /**
     * Watches that go on where they were. A rule that was not there, or in another version, starts afresh; its findings
     * count on.
     */
    public RunWatches resume(String runId, RunWatchState state) {
        return new RunWatches(runId, this, state);
    }
}
