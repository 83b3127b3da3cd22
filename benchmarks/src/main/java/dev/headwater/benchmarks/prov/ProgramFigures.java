package dev.headwater.benchmarks.prov;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same document read and written by several programs in turns, of which the first is ours.
 *
 * @param runs in the document
 * @param how it is measured, for people
 */
record ProgramFigures(String name, String purpose, int runs, String how, Programs programs, Measured measured)
        implements Benchmark {

    private static final int SECONDS = 15;

    /** What nothing compiles as it runs. */
    private static final int SECONDS_OF_PYTHON = 5;

    /** Those that are compared. */
    interface Programs {
        List<Program> on(Stage stage) throws FileNotFoundException;
    }

    /** What a program takes for a document. */
    interface Measured {
        double seconds(Program program, Path document, Stage stage) throws IOException, InterruptedException;
    }

    /** By a process that is started for it: what people wait for. */
    static ProgramFigures processes() {
        return new ProgramFigures(
                "processes",
                "`headwater prov copy`, beside processes of ProvToolbox's prov-json and Python's prov",
                4_000,
                "headwater prov copy, from the start of the process to its end",
                Program::once,
                (program, document, stage) -> program.once(document));
    }

    /** By a process that does it again and again: what they do when warmed up. */
    static ProgramFigures readers() {
        return new ProgramFigures(
                "readers",
                "The same document through our codec, ProvToolbox's prov-json and Python's prov, each warmed up",
                1_000,
                "a file read and written for " + SECONDS + " s by one process, the later half of the times",
                Program::again,
                (program, document, stage) -> program.warm(
                        document,
                        stage.size(program.name().equals(Program.PYTHON_PROV) ? SECONDS_OF_PYTHON : SECONDS, 0)));
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        Path document = stage.folder().resolve("document.json");
        long statements = SampleDocument.of(stage.size(runs, 2)).write(Files.newOutputStream(document));
        List<Program> compared = programs.on(stage);
        int rounds = stage.size(3, 1);
        double[][] seconds = new double[compared.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < compared.size(); i++) {
                seconds[i][round] = measured.seconds(compared.get(i), document, stage);
            }
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("prov." + name + ".ours", statements / Medians.of(seconds[0]), "statements/s")
                .with("how", how)
                .with("statements", statements)
                .with("seconds", Medians.of(seconds[0])));
        for (int i = 1; i < seconds.length; i++) {
            figures.add(Figure.of(
                            "prov." + name + "." + compared.get(i).name(),
                            Medians.ofRatios(seconds[i], seconds[0]),
                            "times our time")
                    .mustBe(Target.atLeast(5))
                    .with("seconds", Medians.of(seconds[i])));
        }
        return figures;
    }
}
