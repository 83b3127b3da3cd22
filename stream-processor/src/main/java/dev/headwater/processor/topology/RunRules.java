package dev.headwater.processor.topology;

import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.state.RunState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The rules in force for a run: those of its experiment, from when that is known. */
final class RunRules {

    private static final int RUNS_AT_HAND = 20_000;

    private final Rules rules;
    private final KeyValueStore<String, RunState> runs;
    private final Map<String, String> experiments = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > RUNS_AT_HAND;
        }
    };

    RunRules(Rules rules, KeyValueStore<String, RunState> runs) {
        this.rules = rules;
        this.runs = runs;
    }

    InForce of(String runId) {
        String known = experiments.get(runId);
        return rules.forExperiment(known != null ? known : find(runId));
    }

    /** Whether the run has said which experiment it belongs to. */
    boolean areSettled(String runId) {
        return experiments.get(runId) != null || find(runId) != null;
    }

    private @Nullable String find(String runId) {
        RunState run = runs.get(runId);
        if (run == null || run.getStart() == null) {
            return null;
        }
        String experiment = run.getStart().getExperiment();
        experiments.put(runId, experiment);
        return experiment;
    }
}
