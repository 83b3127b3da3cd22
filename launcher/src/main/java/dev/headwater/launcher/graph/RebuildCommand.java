package dev.headwater.launcher.graph;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Confirmation;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.stack.KafkaState;
import dev.headwater.launcher.stack.LineageTopics;
import dev.headwater.sink.graph.GraphDrop;
import dev.headwater.sink.graph.GraphWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headwater rebuild}. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Drops the graph and has the sink build it again from the lineage.",
        description = {
            "What is in the graph and not in the lineage is lost: what you wrote there yourself. While it is built, "
                    + "questions get part of the answer. Interrupted while it drops, it leaves a graph that sinks do not "
                    + "touch: run it again. Interrupted while it waits, it disturbs nothing.",
            "",
            "Example: headwater rebuild --yes",
            ""
        })
public final class RebuildCommand implements Callable<Integer> {

    private static final long PAUSE_MILLIS = 500;
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Duration STALLED = Duration.ofMinutes(2);

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Option(names = "--no-wait", description = "End when the graph is dropped; the next sink that runs fills it.")
    private boolean noWait;

    public RebuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        String bootstrap = connection.bootstrap();
        if (!KafkaState.isReachable(bootstrap)) {
            throw new CommandFailure(
                    "Kafka at " + bootstrap + " does not answer, and without it nothing can be rebuilt");
        }
        try (Graph graph = connection.graph();
                LineageTopics topics = new LineageTopics(bootstrap);
                RebuildProgress progress = new RebuildProgress(terminal)) {
            GraphDrop drop = new GraphDrop(graph.driver());
            GraphWriter written = new GraphWriter(graph.driver());
            RebuildGoal goal = goal(topics, written.watermarks());
            long nodes = drop.size();
            confirmation.require(Figures.count(nodes) + " nodes at " + graph.uri() + " are dropped, and "
                    + Figures.count(goal.records()) + " records read again.");
            long begin = System.nanoTime();
            drop.drop((what, gone, of) -> progress.at("dropping " + what, gone, of));
            if (!noWait) {
                await(topics, goal, written, progress);
            }
            progress.close();
            terminal.out()
                    .println(
                            noWait
                                    ? "dropped " + Figures.count(nodes) + " nodes; a sink fills the graph when it runs"
                                    : "rebuilt " + Figures.count(drop.size()) + " nodes in "
                                            + Figures.of(Duration.ofNanos(System.nanoTime() - begin)));
        }
        return 0;
    }

    /** Before anything is dropped: whether all that is in the graph will come again. */
    private RebuildGoal goal(LineageTopics topics, Map<String, Long> watermarks) {
        RebuildGoal goal = new RebuildGoal(topics.ends());
        watermarks.forEach((partition, watermark) -> {
            long end = goal.ends().getOrDefault(partition, 0L);
            if (end < watermark) {
                throw new CommandFailure("the graph has " + partition + " up to " + watermark + ", which ends at " + end
                        + ": it is not what this graph was built from, and the graph would be lost");
            }
        });
        if (goal.records() == 0) {
            throw new CommandFailure("the lineage is empty, and nothing can be rebuilt from it");
        }
        if (!noWait && topics.sinks() == 0) {
            throw new CommandFailure("no sink is running that would fill the graph again: start one (`"
                    + connection.command("up") + "` does), or give --no-wait and start it later");
        }
        return goal;
    }

    /**
     * Until the watermarks are where the topics ended. A watermark may stay before that, since the last offsets of a
     * partition may be marks of transactions: when the watermarks rest, the topics are asked for what is left of them.
     */
    private void await(LineageTopics topics, RebuildGoal goal, GraphWriter written, RebuildProgress progress)
            throws InterruptedException {
        Map<String, Long> last = Map.of();
        Set<String> missing = goal.missing(last);
        long moved = System.nanoTime();
        boolean asked = false;
        while (!missing.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            Map<String, Long> now = written.watermarks();
            progress.at("reading records", goal.reached(now), goal.records());
            if (!now.equals(last)) {
                last = now;
                missing = goal.missing(now);
                moved = System.nanoTime();
                asked = false;
            }
            long rests = System.nanoTime() - moved;
            if (rests > SETTLED.toNanos() && !asked) {
                missing = topics.unread(missing, now, goal.ends());
                asked = true;
            }
            if (rests > STALLED.toNanos()) {
                throw new CommandFailure("no sink has written for " + Figures.of(STALLED) + ", and of "
                        + String.join(", ", missing) + " not all is in the graph: `" + connection.command("status")
                        + "` says why; the graph goes on to be filled when a sink runs again");
            }
        }
    }
}
