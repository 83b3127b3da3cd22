package dev.headwater.benchmarks.export;

import dev.headwater.benchmarks.Benchmark;
import java.util.List;

/** All figures of exports. */
public final class ExportBenchmarks {

    private ExportBenchmarks() {}

    /** One per row. */
    public static List<Benchmark> all() {
        return List.of(new EverythingFigures());
    }
}
