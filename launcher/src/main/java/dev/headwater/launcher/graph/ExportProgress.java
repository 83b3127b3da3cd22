package dev.headwater.launcher.graph;

import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Terminal;
import dev.headwater.sink.export.Progress;
import java.time.Duration;

/** How far an export is, in one line that is written over again; nothing where no person looks. */
final class ExportProgress implements Progress, AutoCloseable {

    private static final long EVERY_NANOS = 200_000_000L;
    private static final int CELLS = 30;

    private final Terminal terminal;
    private final long begin = System.nanoTime();
    private long last;

    private ExportProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    static ExportProgress of(Terminal terminal) {
        return new ExportProgress(terminal);
    }

    @Override
    public void at(long runs, long ofRuns, long statements) {
        long now = System.nanoTime();
        if (terminal.liveErr() && now - last > EVERY_NANOS) {
            last = now;
            terminal.err().print("\r" + line(runs, ofRuns, statements, Duration.ofNanos(now - begin)) + "\u001b[K");
        }
    }

    /** The bar goes by runs, since how many statements there will be is not known. */
    static String line(long runs, long ofRuns, long statements, Duration took) {
        double share = ofRuns == 0 ? 1 : (double) runs / ofRuns;
        int full = (int) (share * CELLS);
        double seconds = Math.max(1e-3, took.toNanos() / 1e9);
        return "export [" + "#".repeat(full) + " ".repeat(CELLS - full) + "] " + Figures.count(runs) + " of "
                + Figures.count(ofRuns) + " runs, " + Figures.count(statements) + " statements, "
                + Figures.count(Math.round(statements / seconds)) + "/s"
                + (runs == 0 || runs == ofRuns
                        ? ""
                        : ", " + Figures.of(Duration.ofMillis(Math.round(1000 * seconds * (1 - share) / share)))
                                + " left");
    }

    /** Leaves no trace. */
    @Override
    public void close() {
        if (terminal.liveErr()) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
