package dev.headwater.benchmarks.graph;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Broker;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How many statements per second one sink takes from a backlog, and how many the bare driver writes. */
final class SinkFigures implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int BATCH = 5_000;

    /** Neo4j compiles for more than a minute; until it is done, its compiler has one of two cores. */
    private static final int WARM_UP = 10_000;

    private static final int MEASURED = 4_000;

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public String purpose() {
        return "A backlog of statements into an empty graph, against a bare loop of the driver writing the same";
    }

    @Override
    public List<Figure> measure(Stage stage) throws Exception {
        int warm = stage.size(WARM_UP, 20);
        int runs = warm + stage.size(MEASURED, 40);
        Path folder = stage.folder().resolve("sink");
        double bareBefore = bare(stage, folder.resolve("bare-before"), runs, warm);
        long statements;
        long size;
        double rate;
        try (Broker broker = Broker.start(stage.root(), folder.resolve("broker"));
                Database database = Database.start(stage.root(), folder.resolve("graph"))) {
            long first = LineageTopic.send(broker.bootstrap(), 0, warm);
            statements = first + LineageTopic.send(broker.bootstrap(), warm, runs - warm);
            try (SinkProcess sink = SinkProcess.start(folder, broker.bootstrap(), database)) {
                rate = sink.rate(first, statements, PATIENCE);
            }
            size = database.size();
        }
        double bareAfter = bare(stage, folder.resolve("bare-after"), runs, warm);
        double bare = (bareBefore + bareAfter) / 2;
        return List.of(
                Figure.of("graph.sink", rate, "statements/s")
                        .mustBe(Target.atLeast(20_000))
                        .against(bare)
                        .with(
                                "how",
                                runs + " runs of " + statements / runs + " statements, of which " + warm
                                        + " warm up; one sink process with its defaults, broker beside, Neo4j with "
                                        + Database.MEMORY)
                        .with("statements", statements)
                        .with("nodes_and_relationships", size),
                Figure.of("graph.sink.against-bare-driver", rate / bare, "times")
                        .mustBe(Target.atLeast(0.7))
                        .with(
                                "how",
                                "rows made beforehand, batches of " + BATCH
                                        + ", no topic; before and after, the mean counts")
                        .with("bare_before", bareBefore)
                        .with("bare_after", bareAfter));
    }

    private static double bare(Stage stage, Path folder, int runs, int warm) {
        try (Database database = Database.start(stage.root(), folder)) {
            return BareLoop.rate(database.driver(), runs, warm, BATCH);
        }
    }
}
