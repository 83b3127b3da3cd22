package dev.headwater.benchmarks.prov;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import java.io.IOException;
import java.util.List;

/** The same document read and written again and again by our codec and by those of others: what they do when warmed up. */
final class ReadersFigures implements Benchmark {

    private static final int TIMES = 15;

    /** What nothing compiles as it runs. */
    private static final int TIMES_OF_PYTHON = 2;

    @Override
    public String name() {
        return "readers";
    }

    @Override
    public String purpose() {
        return "The same document through our codec, ProvToolbox's prov-json and Python's prov, each warmed up";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        return ProgramFigures.of(
                "prov.readers",
                Program.again(stage),
                stage.size(1_000, 2),
                "a file read and written " + TIMES + " times by one process, the later half",
                stage,
                (program, document) -> program.warm(
                        document, stage.size(program.name().equals("python-prov") ? TIMES_OF_PYTHON : TIMES, 2)));
    }
}
