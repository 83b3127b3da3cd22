package dev.headwater.benchmarks.processor;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Broker;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.processor.ProcessorMain;
import dev.headwater.processor.topology.StreamsSettings;
import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Very many runs at once: what they take of memory and disk, and how long another instance needs to take over. */
final class OpenRunsFigures implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration QUIET = Duration.ofSeconds(8);
    private static final int BATCHES = 2;
    private static final int GO_ON = 100;

    @Override
    public String name() {
        return "open-runs";
    }

    @Override
    public String purpose() {
        return "10,000 open runs of 100 series: memory, disk, and the time to restore all of it from the broker";
    }

    @Override
    public List<Figure> measure(Stage stage) throws Exception {
        Shape shape = new Shape(stage.size(10_000, 20), 100, 1_000, BATCHES, 100);
        Path folder = stage.folder().resolve("open-runs");
        try (Broker broker = Broker.start(stage.root(), folder.resolve("broker"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            Backlog.send(broker.bootstrap(), shape);
            Progress progress = new Progress(admin, StreamsSettings.APPLICATION_ID);
            Path first = folder.resolve("first");
            long memory;
            long disk;
            Progress.Stretch taken;
            try (Worker worker = start(broker, first)) {
                taken = progress.follow(worker, messages(shape), PATIENCE);
                progress.settle(Topic.SERIES, QUIET);
                memory = worker.mostMemory();
                disk = bytes(first.resolve("state"));
            }
            long versions = Chunks.check(broker.bootstrap(), shape);
            double restored = takeOver(broker, progress, shape, folder.resolve("second"));
            return List.of(
                    Figure.of("processor.open-runs.restore", restored, "s")
                            .mustBe(Target.atMost(60))
                            .with(
                                    "how",
                                    "killed, and another instance with an empty state folder started at once; until all"
                                            + " partitions run, the 10 s until the first is missed included")
                            .with("runs", shape.runs())
                            .with("series", (long) shape.runs() * shape.series())
                            .with("runs_that_went_on_and_were_compared", Math.min(GO_ON, shape.runs())),
                    Figure.of("processor.open-runs.memory", memory / 1e6, "MB")
                            .with("how", "most resident memory of the process, " + Worker.HEAP + ", off-heap included"),
                    Figure.of("processor.open-runs.disk", disk / 1e6, "MB")
                            .with("points", shape.points())
                            .with("seconds_to_take_them", taken.seconds())
                            .with("versions_of_chunks", versions));
        }
    }

    /** Some runs go on afterwards: their chunks hold what came before and after, or nothing was restored. */
    private static double takeOver(Broker broker, Progress progress, Shape shape, Path folder)
            throws IOException, InterruptedException, ExecutionException {
        try (Worker worker = start(broker, folder)) {
            double seconds = worker.awaitLog("consuming", PATIENCE);
            Shape more = new Shape(
                    Math.min(GO_ON, shape.runs()),
                    shape.series(),
                    shape.pointsPerBatch(),
                    BATCHES + 1,
                    shape.stepMillis());
            Backlog.sendLast(broker.bootstrap(), more);
            progress.follow(worker, messages(shape) + more.runs(), PATIENCE);
            progress.settle(Topic.SERIES, QUIET);
            Chunks.check(broker.bootstrap(), more);
            return seconds;
        }
    }

    private static Worker start(Broker broker, Path folder) throws IOException {
        return Worker.start(
                folder,
                ProcessorMain.class,
                "--bootstrap=" + broker.bootstrap(),
                "--state-dir=" + folder.resolve("state"));
    }

    private static long messages(Shape shape) {
        return (long) shape.runs() * shape.batchesPerRun();
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
