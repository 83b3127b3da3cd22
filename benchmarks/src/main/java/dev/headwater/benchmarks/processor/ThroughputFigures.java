package dev.headwater.benchmarks.processor;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Broker;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.processor.guest.RewriteMain;
import dev.headwater.processor.ProcessorMain;
import dev.headwater.processor.topology.StreamsSettings;
import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** How many points per second one thread of the processor takes from a backlog, and how many one takes that only copies. */
final class ThroughputFigures implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String purpose() {
        return "A backlog through dedupe, series, chunks and rules by one thread, against only reading and rewriting it";
    }

    @Override
    public List<Figure> measure(Stage stage) throws Exception {
        // An agent with a backlog sends 8,192 points to a message.
        Shape shape = new Shape(8, 100, 8192, stage.size(600, 3), 10);
        Path folder = stage.folder().resolve("throughput");
        try (Broker broker = Broker.start(stage.root(), folder.resolve("broker"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            Backlog.send(broker.bootstrap(), shape);
            Progress.Stretch before = rewrite(broker, admin, shape, folder.resolve("before"), "rewrite-before");
            Progress.Stretch processed = process(broker, admin, shape, folder.resolve("processor"));
            Progress.Stretch after = rewrite(broker, admin, shape, folder.resolve("after"), "rewrite-after");
            long versions = Chunks.check(broker.bootstrap(), shape);
            double copied = (rate(before, shape) + rate(after, shape)) / 2;
            double rate = rate(processed, shape);
            return List.of(
                    Figure.of("processor.throughput", rate, "points/s")
                            .mustBe(Target.atLeast(500_000))
                            .against(copied)
                            .with(
                                    "how",
                                    shape.runs() + " runs of " + shape.series() + " series, " + shape.pointsPerBatch()
                                            + " points to a message, one thread, exactly once, " + Worker.HEAP
                                            + "; from the first commit to the last, warm-up included")
                            .with("points", shape.points())
                            .with("seconds", processed.seconds())
                            .with("cores", processed.processorSeconds() / processed.seconds())
                            .with("points_in_chunks_compared", shape.points())
                            .with("versions_of_chunks", versions),
                    Figure.of("processor.throughput.against-rewriting", rate / copied, "times")
                            .mustBe(Target.atLeast(0.4))
                            .with("rewritten_before", rate(before, shape))
                            .with("rewritten_after", rate(after, shape))
                            .with("cores_rewriting", after.processorSeconds() / after.seconds())
                            .with("per_processor_second", perProcessorSecond(processed, shape))
                            .with("rewritten_per_processor_second", perProcessorSecond(after, shape)));
        }
    }

    private static double rate(Progress.Stretch stretch, Shape shape) {
        return stretch.messages() * (double) shape.pointsPerBatch() / stretch.seconds();
    }

    private static double perProcessorSecond(Progress.Stretch stretch, Shape shape) {
        return stretch.messages() * (double) shape.pointsPerBatch() / stretch.processorSeconds();
    }

    private static Progress.Stretch rewrite(Broker broker, Admin admin, Shape shape, Path folder, String name)
            throws IOException, InterruptedException, ExecutionException {
        admin.createTopics(List.of(new NewTopic(name, Topic.DEFAULT_PARTITIONS, (short) 1)))
                .all()
                .get();
        try (Worker worker =
                Worker.start(folder, RewriteMain.class, broker.bootstrap(), name, name, folder.toString())) {
            return new Progress(admin, name).follow(worker, messages(shape), PATIENCE);
        }
    }

    private static Progress.Stretch process(Broker broker, Admin admin, Shape shape, Path folder)
            throws IOException, InterruptedException, ExecutionException {
        try (Worker worker = Worker.start(
                folder,
                ProcessorMain.class,
                "--bootstrap=" + broker.bootstrap(),
                "--state-dir=" + folder.resolve("state"),
                "--threads=1")) {
            Progress.Stretch stretch =
                    new Progress(admin, StreamsSettings.APPLICATION_ID).follow(worker, messages(shape), PATIENCE);
            // What still grows is said some seconds later.
            new Progress(admin, StreamsSettings.APPLICATION_ID).settle(Topic.SERIES, QUIET);
            return stretch;
        }
    }

    private static long messages(Shape shape) {
        return (long) shape.runs() * shape.batchesPerRun();
    }
}
