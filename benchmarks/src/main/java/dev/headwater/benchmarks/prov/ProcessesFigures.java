package dev.headwater.benchmarks.prov;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import java.io.IOException;
import java.util.List;

/** The same document read and written once, by a process that is started for it: what people wait for. */
final class ProcessesFigures implements Benchmark {

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public String purpose() {
        return "`headwater prov copy`, beside processes of ProvToolbox's prov-json and Python's prov";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        return ProgramFigures.of(
                "prov.processes",
                Program.once(stage),
                stage.size(4_000, 2),
                "headwater prov copy, from the start of the process to its end",
                stage,
                Program::once);
    }
}
