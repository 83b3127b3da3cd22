package dev.headwater.benchmarks.prov;

import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same document through several programs in turns, of which the first is ours. */
final class ProgramFigures {

    /** What a program takes for a document. */
    interface Measured {
        double seconds(Program program, Path document) throws IOException, InterruptedException;
    }

    private ProgramFigures() {}

    /**
     * @param prefix of the names of the figures
     * @param runs in the document
     * @param how it is measured, for people
     */
    static List<Figure> of(String prefix, List<Program> programs, int runs, String how, Stage stage, Measured measured)
            throws IOException, InterruptedException {
        Path document = stage.folder().resolve("document.json");
        long statements = SampleDocument.of(runs).write(Files.newOutputStream(document));
        int rounds = stage.size(3, 1);
        double[][] seconds = new double[programs.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < programs.size(); i++) {
                seconds[i][round] = measured.seconds(programs.get(i), document);
            }
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(prefix + ".ours", statements / Medians.of(seconds[0]), "statements/s")
                .with("how", how)
                .with("statements", statements)
                .with("seconds", Medians.of(seconds[0])));
        for (int i = 1; i < seconds.length; i++) {
            figures.add(Figure.of(
                            prefix + "." + programs.get(i).name(),
                            Medians.ofRatios(seconds[i], seconds[0]),
                            "times our time")
                    .mustBe(Target.atLeast(5))
                    .with("seconds", Medians.of(seconds[i])));
        }
        return figures;
    }
}
