package dev.headwater.benchmarks.export;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.export.guest.Answer;
import dev.headwater.benchmarks.export.guest.Export;
import dev.headwater.benchmarks.export.guest.Read;
import dev.headwater.benchmarks.graph.SampleGraph;
import dev.headwater.embedded.EmbeddedNeo4j;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Everything in a graph of 5 million statements to one file, in a process with little memory, beside the driver alone. */
final class EverythingFigures implements Benchmark {

    private static final String HEAP = "-Xmx256m";

    /** The collector that {@code ./headwater} asks for. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    @Override
    public String name() {
        return "everything";
    }

    @Override
    public String purpose() {
        return "A graph of 5 million statements to one file with " + HEAP
                + ", beside the driver only reading the same rows";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(
                EmbeddedNeo4j.Options.of(stage.root(), stage.folder().resolve("neo4j"))
                        .withMemory("1g", "512m"));
        try {
            neo4j.awaitReady(Duration.ofMinutes(2));
            long said;
            try (Driver driver = GraphDatabase.driver(neo4j.boltUri(), AuthTokens.none())) {
                said = SampleGraph.fill(driver, stage.size(5_000_000, 2_000));
            }
            return figures(neo4j.boltUri(), said, stage.folder().resolve("everything.json"));
        } finally {
            neo4j.kill();
        }
    }

    /**
     * Measures a graph that is there.
     *
     * @param said that many statements it has at least
     */
    static List<Figure> figures(String uri, long said, Path file) throws IOException, InterruptedException {
        Answer before = ask(Read.class, uri);
        Answer export = ask(Export.class, uri, file.toString());
        Answer after = ask(Read.class, uri);
        if (export.count() < said) {
            throw new IllegalStateException(export.count() + " of " + said + " statements were exported");
        }
        double reading = (before.seconds() + after.seconds()) / 2;
        return List.of(
                Figure.of("export.everything", export.count() / export.seconds(), "statements/s")
                        .with(
                                "how",
                                "one file, a bundle for each run, an element counts in each; the process has " + HEAP)
                        .with("said", said)
                        .with("statements", export.count())
                        .with("bytes", Files.size(file))
                        .with("seconds", export.seconds())
                        .with("heap_mib_after_full_collections_at_most", export.heapBytes() >> 20)
                        .with("resident_mib_at_most", export.residentBytes() >> 20),
                Figure.of("export.everything.against-driver", reading / export.seconds(), "times its speed")
                        .mustBe(Target.atLeast(0.5))
                        .with("how", "time of the driver reading each row of the graph once, mean of before and after")
                        .with("rows", before.count())
                        .with("seconds_before", before.seconds())
                        .with("seconds_after", after.seconds()));
    }

    private static Answer ask(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                COLLECTOR,
                "-Dlogback.configurationFile=dev/headwater/launcher/logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return Answer.in(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
