package dev.headwater.benchmarks.graph;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Broker;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Whether the sink is as fast when the graph has grown: into an empty graph, and into one that has grown. */
final class GrownFigures implements Benchmark {

    private static final Duration PATIENCE = Duration.ofHours(2);

    @Override
    public String name() {
        return "grown";
    }

    @Override
    public String purpose() {
        return "The same backlog into a graph that already holds 5 million statements, against into an empty one; about 7 minutes";
    }

    @Override
    public List<Figure> measure(Stage stage) throws Exception {
        int warm = stage.size(8_000, 20);
        int measured = stage.size(3_000, 40);
        int runs = stage.size(55_000, 200);
        Path folder = stage.folder().resolve("grown");
        try (Broker broker = Broker.start(stage.root(), folder.resolve("broker"));
                Database database = Database.start(stage.root(), folder.resolve("graph"))) {
            long first = LineageTopic.send(broker.bootstrap(), 0, warm);
            long second = first + LineageTopic.send(broker.bootstrap(), warm, measured);
            try (SinkProcess sink = SinkProcess.start(folder, broker.bootstrap(), database)) {
                double empty = sink.rate(first, second, PATIENCE);
                int next = warm + measured;
                long held = second + LineageTopic.send(broker.bootstrap(), next, runs - next);
                sink.rate(held, held, PATIENCE);
                long begun = held + LineageTopic.send(broker.bootstrap(), runs, warm);
                long ended = begun + LineageTopic.send(broker.bootstrap(), runs + warm, measured);
                double grown = sink.rate(begun, ended, PATIENCE);
                return List.of(Figure.of("graph.sink.grown", grown / empty, "times")
                        .mustBe(Target.atLeast(0.7))
                        .with("statements_held", held)
                        .with("statements_per_s_empty", empty)
                        .with("statements_per_s_grown", grown)
                        .with("nodes_and_relationships", database.size())
                        .with(
                                "how",
                                "one sink process with its defaults, broker beside, Neo4j with " + Database.MEMORY));
            }
        }
    }
}
