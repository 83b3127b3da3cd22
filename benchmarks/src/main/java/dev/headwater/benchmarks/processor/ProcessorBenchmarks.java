package dev.headwater.benchmarks.processor;

import dev.headwater.benchmarks.Benchmark;
import java.util.List;

/** All figures of the processor, in the order in which they are promised. */
public final class ProcessorBenchmarks {

    private ProcessorBenchmarks() {}

    /** One per row. */
    public static List<Benchmark> all() {
        return List.of(new ThroughputFigures(), new FindingLatencyFigures(), new OpenRunsFigures());
    }
}
