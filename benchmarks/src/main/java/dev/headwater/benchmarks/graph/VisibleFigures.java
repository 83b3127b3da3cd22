package dev.headwater.benchmarks.graph;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.EndingRunsMain;
import dev.headwater.benchmarks.processor.Worker;
import dev.headwater.processor.ProcessorMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From {@code Run.end} in a trainer to the answer of a query that finds the run finished, through all parts. */
final class VisibleFigures implements Benchmark {

    private static final int AT_A_TIME = 100;
    private static final int ENDS = 400;

    /** Runs that wait in the lineage when the sink starts: Neo4j compiles while they are written, not while it is measured. */
    private static final int BACKLOG = 3_000;

    /** Ends by a trainer before the one that is measured, for the processor and the sink. */
    private static final int REHEARSAL = 300;

    /** First ends of the trainer that is measured; they are not counted. */
    private static final int WARM_UP = 100;

    private static final int PAUSE_MILLIS = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "visible";
    }

    @Override
    public String purpose() {
        return "The end of a run in its trainer to its end in the graph, with 100 runs at a time";
    }

    @Override
    public List<Figure> measure(Stage stage) throws Exception {
        int warmUp = stage.size(WARM_UP, 5);
        int ends = warmUp + stage.size(ENDS, 10);
        int atATime = stage.size(AT_A_TIME, 5);
        Path folder = stage.folder().resolve("visible");
        String bootstrap = stage.broker().bootstrap();
        long backlog = LineageTopic.send(bootstrap, 0, stage.size(BACKLOG, 5));
        try (Database database = Database.start(stage.root(), folder.resolve("graph"));
                Worker processor = Worker.start(
                        folder,
                        ProcessorMain.class,
                        "--bootstrap=" + bootstrap,
                        "--state-dir=" + folder.resolve("state"));
                SinkProcess sink = SinkProcess.start(folder, bootstrap, database);
                FinishedRuns finished = FinishedRuns.watch(database.driver())) {
            processor.awaitLog("consuming", PATIENCE);
            sink.rate(backlog, backlog, PATIENCE);
            millis(stage, finished, atATime, stage.size(REHEARSAL, 5));
            List<Long> millis = millis(stage, finished, atATime, ends);
            processor.check();
            List<Long> counted =
                    millis.subList(warmUp, millis.size()).stream().sorted().toList();
            return List.of(Figure.of("graph.visible.p99", percentile(counted, 99), "ms")
                    .mustBe(Target.atMost(2_000))
                    .with(
                            "how",
                            atATime + " runs at a time that log 10 metrics each, one ends every " + PAUSE_MILLIS
                                    + " ms; agent, processor and sink with their defaults, Neo4j warmed up by a backlog, "
                                    + REHEARSAL + " and "
                                    + WARM_UP + " ends before are not counted; a query every "
                                    + FinishedRuns.PAUSE_MILLIS + " ms")
                    .with("ends", (long) counted.size())
                    .with("p50_ms", percentile(counted, 50))
                    .with("p90_ms", percentile(counted, 90))
                    .with("max_ms", percentile(counted, 100)));
        }
    }

    /** From each end to when the graph says so, in the order of the ends. */
    private static List<Long> millis(Stage stage, FinishedRuns finished, int atATime, int ends) throws Exception {
        Answers answers = stage.guests().run(EndingRunsMain.class, atATime, ends, PAUSE_MILLIS);
        List<Map.Entry<String, String>> ended = answers.texts().entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("ended."))
                .sorted(Map.Entry.comparingByValue())
                .toList();
        List<Long> millis = new ArrayList<>();
        for (Map.Entry<String, String> end : ended) {
            String runId = end.getKey().substring("ended.".length());
            millis.add(finished.await(runId, PATIENCE) - Long.parseLong(end.getValue()));
        }
        return millis;
    }

    private static double percentile(List<Long> sorted, int percent) {
        int place = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(1, place) - 1);
    }
}
