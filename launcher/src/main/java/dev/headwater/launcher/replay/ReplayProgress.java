package dev.headwater.launcher.replay;

import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Terminal;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a replay is: a bar where a person looks, else a line now and then. */
final class ReplayProgress implements AutoCloseable {

    private static final long LINE_EVERY_NANOS = 10_000_000_000L;

    private final Terminal terminal;
    private final @Nullable ProgressBar bar;
    private long points;
    private long runs;
    private long expected = 1;
    private long lastLine = System.nanoTime();

    private ReplayProgress(Terminal terminal, @Nullable ProgressBar bar) {
        this.terminal = terminal;
        this.bar = bar;
    }

    static ReplayProgress of(Terminal terminal) {
        return new ReplayProgress(
                terminal,
                terminal.liveErr()
                        ? new ProgressBarBuilder()
                                .setTaskName("replay")
                                .setInitialMax(1)
                                .setUnit(" runs", 1)
                                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                                .setUpdateIntervalMillis(200)
                                .setConsumer(new DelegatingProgressBarConsumer(
                                        line -> terminal.err().print("\r" + line), 100))
                                .build()
                        : null);
    }

    /** Says how many runs there are. */
    void expect(int allRuns) {
        expected = allRuns;
        if (bar != null) {
            bar.maxHint(allRuns);
        }
    }

    void points(long more) {
        points += more;
        if (bar != null) {
            bar.setExtraMessage(" " + Figures.count(points) + " points");
        } else if (System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
            lastLine = System.nanoTime();
            terminal.note("replayed " + Figures.count(runs) + " of " + Figures.count(expected) + " runs, "
                    + Figures.count(points) + " points");
        }
    }

    /** One run is done, well or badly. */
    void run() {
        runs++;
        if (bar != null) {
            bar.stepTo(runs);
        }
    }

    /** Everything is read. */
    void waiting() {
        if (bar != null) {
            bar.stepTo(expected);
            bar.setExtraMessage(" " + Figures.count(points) + " points, waiting for Kafka to confirm");
        }
    }

    void warn(String line) {
        clearLine();
        terminal.warn(line);
    }

    void error(String line) {
        clearLine();
        terminal.note("headwater: " + line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            clearLine();
        }
    }

    private void clearLine() {
        if (bar != null) {
            terminal.err().print("\r" + " ".repeat(100) + "\r");
        }
    }
}
