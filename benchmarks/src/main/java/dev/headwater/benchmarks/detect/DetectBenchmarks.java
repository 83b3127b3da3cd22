package dev.headwater.benchmarks.detect;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.nab.NabFigures;
import dev.headwater.benchmarks.nab.NabScorerCheck;
import java.util.List;

/** All figures of the detectors. */
public final class DetectBenchmarks {

    private DetectBenchmarks() {}

    /** One per row. */
    public static List<Benchmark> all() {
        return List.of(
                new FalseAlarmFigures(),
                new OutcomeFigures(),
                new HeldOutFigures(),
                new FaultFigures(),
                new NabFigures());
    }

    /** What the figures rest on. */
    public static List<Benchmark> checks() {
        return List.of(new NabScorerCheck());
    }
}
