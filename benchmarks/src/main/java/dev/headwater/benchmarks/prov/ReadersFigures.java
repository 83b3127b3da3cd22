package dev.headwater.benchmarks.prov;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.prov.guest.Copy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same document read and written by our codec and by those of others, each in a process of its own. What a process costs
 * to start cancels out: a small document's time is taken from a large one's.
 */
final class ReadersFigures implements Benchmark {

    /** @param command without the files to read and to write */
    private record Reader(String name, List<String> command) {}

    private static final String PYTHON =
            "import sys, prov.model as m;" + " m.ProvDocument.deserialize(sys.argv[1]).serialize(sys.argv[2])";

    @Override
    public String name() {
        return "readers";
    }

    @Override
    public String purpose() {
        return "The same document through our codec, ProvToolbox's prov-json and Python's prov, a process each";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        Path small = stage.folder().resolve("small.json");
        Path large = stage.folder().resolve("large.json");
        long fewer = SampleDocument.of(stage.size(400, 2)).write(Files.newOutputStream(small));
        long more = SampleDocument.of(stage.size(4_000, 20)).write(Files.newOutputStream(large));
        int rounds = stage.size(3, 1);
        Reader ours = ours();
        List<Reader> others = others(stage);
        double[] own = new double[rounds];
        double[][] theirs = new double[others.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            own[round] = seconds(ours, small, large);
            for (int i = 0; i < theirs.length; i++) {
                theirs[i][round] = seconds(others.get(i), small, large);
            }
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("prov.readers.ours", (more - fewer) / Medians.of(own), "statements/s")
                .with("how", "read and written, files; time of the large document less that of the small one")
                .with("statements", more)
                .with("of_the_small_one", fewer));
        for (int i = 0; i < theirs.length; i++) {
            figures.add(Figure.of(
                            "prov.readers." + others.get(i).name(),
                            Medians.of(theirs[i]) / Medians.of(own),
                            "times our time")
                    .mustBe(Target.atLeast(5))
                    .with("statements_per_second", (more - fewer) / Medians.of(theirs[i])));
        }
        return figures;
    }

    private static Reader ours() {
        return new Reader("ours", List.of(java(), "-cp", System.getProperty("java.class.path"), Copy.class.getName()));
    }

    private static List<Reader> others(Stage stage) throws FileNotFoundException {
        Path judge = stage.root().resolve("graph-sink/judges/prov-json/target");
        if (!Files.isDirectory(judge.resolve("lib"))) {
            throw new FileNotFoundException(judge.resolve("lib") + " is missing: run `mvn -Dquick package`");
        }
        List<Reader> readers = new ArrayList<>();
        readers.add(new Reader(
                "prov-json",
                List.of(
                        java(),
                        "-cp",
                        judge.resolve("classes") + System.getProperty("path.separator") + judge.resolve("lib") + "/*",
                        "dev.headwater.judges.provjson.Rewrite")));
        String python = System.getenv("HEADWATER_PROV_PYTHON");
        if (python != null && !python.isBlank()) {
            readers.add(new Reader("python-prov", List.of(python, "-c", PYTHON)));
        }
        return readers;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static double seconds(Reader reader, Path small, Path large) throws IOException, InterruptedException {
        return seconds(reader, large) - seconds(reader, small);
    }

    private static double seconds(Reader reader, Path document) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(reader.command());
        command.add(document.toString());
        command.add(document + ".copy");
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(reader.name() + " ended with status " + status + " on " + document);
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
