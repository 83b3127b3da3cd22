package dev.headwater.sink.export;

import java.util.List;

/** Which runs are exported. */
public sealed interface Selection {

    /** These runs. */
    record Runs(List<String> runIds) implements Selection {
        public Runs {
            runIds = List.copyOf(runIds);
        }
    }

    /** All runs of an experiment. */
    record Experiment(String name) implements Selection {}

    /** Everything in the graph, whether a run says it or not. */
    record All() implements Selection {}
}
