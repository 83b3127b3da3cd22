package dev.headwater.launcher.graph;

import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Terminal;
import java.time.Duration;

/** How far each step of a rebuild is, in one line that is written over again; nothing where no person looks. */
final class RebuildProgress implements AutoCloseable {

    private static final long EVERY_NANOS = 200_000_000L;

    private final Terminal terminal;
    private String step = "";
    private long begin;
    private long last;

    RebuildProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param what is being done; another one begins to count anew */
    void at(String what, long done, long total) {
        long now = System.nanoTime();
        if (!what.equals(step)) {
            step = what;
            begin = now;
            last = now - EVERY_NANOS;
        }
        if (terminal.liveErr() && now - last >= EVERY_NANOS) {
            last = now;
            terminal.err().print("\r" + line(what, done, total, Duration.ofNanos(now - begin)) + "\u001b[K");
        }
    }

    static String line(String what, long done, long total, Duration took) {
        String line = what + " " + Figures.count(done) + " of " + Figures.count(total);
        if (done == 0 || took.toMillis() < 1000) {
            return line;
        }
        double perSecond = done / (took.toNanos() / 1e9);
        Duration left = Duration.ofMillis(Math.round(1000 * (total - done) / perSecond));
        return line + ", " + Figures.count(Math.round(perSecond)) + "/s"
                + (done < total ? ", " + Figures.of(left) + " left" : "");
    }

    /** Leaves no trace. */
    @Override
    public void close() {
        if (terminal.liveErr()) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
