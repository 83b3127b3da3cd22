package dev.headwater.benchmarks.graph;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.embedded.EmbeddedNeo4j;
import dev.headwater.sink.graph.GraphSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** Three generations of ancestors of a model, asked with the query of docs/cypher.md; beside it a look-up by id. */
final class AncestorsFigures implements Benchmark {

    private static final String QUESTION = "Ancestors of a model";
    private static final String LOOK_UP = "MATCH (n:Entity {id: 'data:' + $sha256}) RETURN n.id AS id";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "ancestors";
    }

    @Override
    public String purpose() {
        return "Three generations of ancestors of a model, in a graph of 100,000 runs of AlgoPerf's shapes";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        ManyRuns runs = new ManyRuns(RunShape.read(stage.data("algoperf-v0.5")));
        int count = stage.size(100_000, 500);
        String query = query(stage.root().resolve("docs/cypher.md"));
        try (EmbeddedNeo4j server = EmbeddedNeo4j.start(
                        EmbeddedNeo4j.Options.of(stage.root(), stage.folder().resolve("neo4j")));
                Driver driver = GraphDatabase.driver(server.boltUri())) {
            server.awaitReady(PATIENCE);
            GraphSchema.install(driver);
            long begun = System.nanoTime();
            RunsWriter writer = new RunsWriter(driver);
            writer.write(runs, count);
            double loading = (System.nanoTime() - begun) / 1e9;
            Timed ancestors = new Timed(driver, query, count, stage.size(200, 20));
            Timed lookUp = new Timed(driver, LOOK_UP, count, stage.size(200, 20));
            return List.of(
                    Figure.of("graph.ancestors.median", ancestors.median(), "ms")
                            .mustBe(Target.atMost(100))
                            .against(lookUp.median())
                            .with(
                                    "how",
                                    "over Bolt, all rows read, random models, behind as many to warm up;"
                                            + " the baseline looks the same models up by id")
                            .with("runs", count)
                            .with("nodes_and_relationships", writer.elements())
                            .with("load_s", loading)
                            .with("models", ancestors.size())
                            .with("rows_on_average", ancestors.rows()),
                    Figure.of("graph.ancestors.p99", ancestors.p99(), "ms")
                            .mustBe(Target.atMost(100))
                            .against(lookUp.p99())
                            .with("slowest", ancestors.slowest()));
        }
    }

    /** The query that the page gives, so that what is measured is what people run. */
    static String query(Path page) throws IOException {
        Matcher matcher = Pattern.compile("### " + QUESTION + "\\n[^#]*?```cypher\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page));
        if (!matcher.find()) {
            throw new IllegalStateException(page + " has no query below the heading " + QUESTION);
        }
        return matcher.group(1);
    }

    /** How long a query took for each of some models. */
    private static final class Timed {

        private final double[] millis;
        private long rows;

        Timed(Driver driver, String query, int runs, int models) {
            millis = new double[models];
            Random random = new Random(7);
            SessionConfig reads = SessionConfig.builder()
                    .withDefaultAccessMode(AccessMode.READ)
                    .build();
            try (Session session = driver.session(reads)) {
                for (int i = -models; i < models; i++) {
                    Map<String, Object> parameters = Map.of("sha256", ManyRuns.digest('a', random.nextInt(runs)));
                    long begun = System.nanoTime();
                    int answered = session.run(query, parameters).list().size();
                    double took = (System.nanoTime() - begun) / 1e6;
                    if (answered == 0) {
                        throw new IllegalStateException("no answer for " + parameters + " to " + query);
                    }
                    if (i >= 0) {
                        millis[i] = took;
                        rows += answered;
                    }
                }
            }
            Arrays.sort(millis);
        }

        double median() {
            return millis[millis.length / 2];
        }

        double p99() {
            return millis[(int) Math.ceil(millis.length * 0.99) - 1];
        }

        double slowest() {
            return millis[millis.length - 1];
        }

        int size() {
            return millis.length;
        }

        double rows() {
            return rows / (double) millis.length;
        }
    }
}
