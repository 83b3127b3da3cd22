package dev.headwater.benchmarks.graph;

import dev.headwater.benchmarks.Benchmark;
import java.util.List;

/** All figures of the graph. */
public final class GraphBenchmarks {

    private GraphBenchmarks() {}

    /** One per row. */
    public static List<Benchmark> all() {
        return List.of(new SinkFigures(), new GrownFigures(), new VisibleFigures(), new AncestorsFigures());
    }
}
