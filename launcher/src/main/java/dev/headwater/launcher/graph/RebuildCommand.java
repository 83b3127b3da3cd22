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
                LineageTopics topics = new LineageTopics(bootstrap)) {
            GraphDrop drop = new GraphDrop(graph.driver());
            GraphWriter written = new GraphWriter(graph.driver());
            long records = check(topics, written.watermarks());
            long nodes = drop.size();
            confirmation.require(Figures.count(nodes) + " nodes at " + graph.uri() + " are dropped, and "
                    + Figures.count(records) + " records read again.");
            long begin = System.nanoTime();
            drop.drop(gone -> show("dropping nodes", gone, nodes));
            if (noWait) {
                clear();
                terminal.out()
                        .println("dropped " + Figures.count(nodes) + " nodes; a sink fills the graph when it runs");
                return 0;
            }
            await(bootstrap, topics, written);
            clear();
            terminal.out()
                    .println("rebuilt " + Figures.count(drop.size()) + " nodes in "
                            + Figures.of(Duration.ofNanos(System.nanoTime() - begin)));
        } finally {
            clear();
        }
        return 0;
    }

    /** Before anything is dropped: whether all that is in the graph will come again. */
    private long check(LineageTopics topics, Map<String, Long> watermarks) {
        Map<String, Long> ends = topics.ends();
        watermarks.forEach((partition, watermark) -> {
            long end = ends.getOrDefault(partition, 0L);
            if (end < watermark) {
                throw new CommandFailure("the graph has " + partition + " up to " + watermark + ", which ends at " + end
                        + ": it is not what this graph was built from, and the graph would be lost");
            }
        });
        long records = total(ends);
        if (records == 0) {
            throw new CommandFailure("the lineage is empty, and nothing can be rebuilt from it");
        }
        if (!noWait && topics.sinks() == 0) {
            throw new CommandFailure("no sink is running that would fill the graph again: start one (`"
                    + connection.command("up") + "` does), or give --no-wait and start it later");
        }
        return records;
    }

    /**
     * Until the sinks have no lag and the watermarks rest. Neither alone would do: the lag that Kafka knows is that of
     * before until a sink has begun again, and a watermark may stop before the end, which may be the end of a transaction.
     */
    private void await(String bootstrap, LineageTopics topics, GraphWriter written) throws InterruptedException {
        long end = total(topics.ends());
        long last = 0;
        long moved = System.nanoTime();
        while (true) {
            long now = total(written.watermarks());
            if (now != last) {
                last = now;
                moved = System.nanoTime();
            }
            show("reading records", Math.min(now, end), end);
            long rests = System.nanoTime() - moved;
            if (now > 0
                    && rests > SETTLED.toNanos()
                    && KafkaState.ask(bootstrap).lag().getOrDefault("headwater-sink", 1L) == 0) {
                return;
            }
            if (rests > STALLED.toNanos()) {
                throw new CommandFailure("no sink has written for " + Figures.of(STALLED) + ", at record "
                        + Figures.count(now) + " of " + Figures.count(end) + ": `" + connection.command("status")
                        + "` says why; the graph goes on to be filled when it runs again");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static long total(Map<String, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private void show(String what, long done, long total) {
        if (terminal.liveErr()) {
            terminal.err().print("\r" + what + " " + Figures.count(done) + " of " + Figures.count(total) + "\u001b[K");
        }
    }

    private void clear() {
        if (terminal.liveErr()) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
