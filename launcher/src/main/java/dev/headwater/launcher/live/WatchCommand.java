package dev.headwater.launcher.live;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.graph.Graph;
import dev.headwater.launcher.graph.RunNames;
import dev.headwater.launcher.stack.KafkaState;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headwater watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Follows metrics and findings as they reach Kafka, until interrupted (Ctrl-C).",
        description = {
            "Prints a line for each series that has news, at most one a second, with its last value and its "
                    + "curve; with --json every point and finding.",
            "",
            "Example: headwater watch --metric train/loss",
            ""
        })
public final class WatchCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "Only this run: its id, beginning of the id, or name.")
    private String run = "";

    @Option(names = "--metric", paramLabel = "NAME", description = "Only this metric: name, or context/name.")
    private String metric = "";

    @Option(names = "--from-start", description = "Begin with what is in the topics already.")
    private boolean fromStart;

    @Option(names = "--json", description = "Print one JSON object per point, finding, begin and end of a run.")
    private boolean json;

    public WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String bootstrap = connection.bootstrap();
        if (!KafkaState.isReachable(bootstrap)) {
            throw new CommandFailure("Kafka at " + bootstrap + " does not answer");
        }
        Choice choice = new Choice(run.isEmpty() ? "" : runId(), metric);
        CountDownLatch closed = new CountDownLatch(1);
        try (LiveTopics topics = new LiveTopics(bootstrap, connection.schemas(), fromStart)) {
            Thread onInterrupt = new Thread(
                    () -> {
                        topics.stop();
                        await(closed);
                    },
                    "watch-stop");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            terminal.note("watching " + (run.isEmpty() ? "all runs" : "run " + choice.runId()) + " at " + bootstrap
                    + ", end with Ctrl-C");
            follow(topics, choice);
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private void follow(LiveTopics topics, Choice choice) {
        if (json) {
            WatchLines lines = new WatchLines(choice, terminal.out());
            while (topics.poll(lines) && !terminal.out().checkError()) {
                terminal.out().flush();
            }
        } else {
            Watch watch = new Watch(choice, terminal.out(), System::nanoTime);
            while (topics.poll(watch) && !terminal.out().checkError()) {
                watch.flush(false);
            }
            watch.close();
        }
    }

    private String runId() {
        Optional<Graph> known = connection.findGraph();
        if (known.isEmpty()) {
            return run;
        }
        try (Graph graph = known.get()) {
            return new RunNames(graph).find(run);
        }
    }

    private static void await(CountDownLatch closed) {
        try {
            closed.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
