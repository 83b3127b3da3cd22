package dev.headwater.benchmarks.prov;

import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.prov.guest.Copy;
import dev.headwater.launcher.HeadwaterMain;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that reads a document and writes it.
 *
 * @param command without the files to read and to write
 */
record Program(String name, List<String> command) {

    /** What {@code ./headwater} gives to short commands. */
    private static final List<String> SHORT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    static final String PYTHON_PROV = "python-prov";

    private static final String PYTHON = """
            import sys, time, prov.model as m
            begun = now = time.perf_counter()
            end = begun + (float(sys.argv[3]) if len(sys.argv) > 3 else 0)
            while True:
                m.ProvDocument.deserialize(sys.argv[1]).serialize(sys.argv[2])
                before, now = now, time.perf_counter()
                print(now - before)
                if now >= end:
                    break
            """;

    /** Those that do it once; ours first, as people call it. All that run on Java have the settings that we give to it. */
    static List<Program> once(Stage stage) throws FileNotFoundException {
        List<String> ours = java(SHORT, System.getProperty("java.class.path"), HeadwaterMain.class.getName());
        ours.addAll(List.of("prov", "copy"));
        return all(stage, ours, SHORT);
    }

    /** Those that do it again and again, as long as they are told; ours first. */
    static List<Program> again(Stage stage) throws FileNotFoundException {
        return all(stage, java(List.of(), System.getProperty("java.class.path"), Copy.class.getName()), List.of());
    }

    private static List<Program> all(Stage stage, List<String> ours, List<String> settings)
            throws FileNotFoundException {
        Path judge = stage.root().resolve("graph-sink/judges/prov-json/target");
        if (!Files.isDirectory(judge.resolve("lib"))) {
            throw new FileNotFoundException(judge.resolve("lib") + " is missing: run `mvn -Dquick package`");
        }
        String classes = judge.resolve("classes") + System.getProperty("path.separator") + judge.resolve("lib") + "/*";
        List<Program> programs = new ArrayList<>();
        programs.add(new Program("ours", ours));
        programs.add(new Program("prov-json", java(settings, classes, "dev.headwater.judges.provjson.Rewrite")));
        String python = System.getenv("HEADWATER_PROV_PYTHON");
        if (python != null && !python.isBlank()) {
            programs.add(new Program(PYTHON_PROV, List.of(python, "-c", PYTHON)));
        }
        return programs;
    }

    private static List<String> java(List<String> settings, String classes, String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings);
        command.addAll(List.of("-cp", classes, main));
        return command;
    }

    /** Seconds that the process takes, from its start to its end. */
    double once(Path document) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        run(document, List.of());
        return (System.nanoTime() - begun) / 1e9;
    }

    /**
     * Seconds that it takes when it has warmed up: of the later half of the times.
     *
     * @param duration seconds for which it does so again and again; it is begun once at least
     */
    double warm(Path document, int duration) throws IOException, InterruptedException {
        List<String> lines = run(document, List.of(Integer.toString(duration)));
        return Medians.of(lines.subList(lines.size() / 2, lines.size()).stream()
                .mapToDouble(Double::parseDouble)
                .toArray());
    }

    private List<String> run(Path document, List<String> more) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(document.toString(), document + ".copy"));
        whole.addAll(more);
        Process process = new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            List<String> lines = out.lines().toList();
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(name + " ended with status " + status + " on " + document);
            }
            return lines;
        }
    }
}
