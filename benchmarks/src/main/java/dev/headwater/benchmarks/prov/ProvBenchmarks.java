package dev.headwater.benchmarks.prov;

import dev.headwater.benchmarks.Benchmark;
import java.util.List;

/** All figures of documents. */
public final class ProvBenchmarks {

    private ProvBenchmarks() {}

    /** One per row. */
    public static List<Benchmark> all() {
        return List.of(new CodecFigures(), ProgramFigures.readers(), ProgramFigures.processes());
    }
}
