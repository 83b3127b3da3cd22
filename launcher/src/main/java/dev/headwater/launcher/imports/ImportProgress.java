package dev.headwater.launcher.imports;

import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Terminal;
import java.nio.file.Path;
import java.time.Duration;

/** How far an import is, in one line that is written over again; nothing where no person looks. */
final class ImportProgress {

    private static final long EVERY_NANOS = 200_000_000L;

    private final Terminal terminal;
    private final Path file;
    private long begin = System.nanoTime();
    private long last = begin;
    private long expected;
    private long done;

    ImportProgress(Terminal terminal, Path file) {
        this.terminal = terminal;
        this.file = file;
    }

    /** The document is all right, and has this many records to be sent. */
    void expect(long records) {
        expected = records;
        done = 0;
        begin = System.nanoTime();
    }

    /** One record more is checked or sent. */
    void step() {
        done++;
        long now = System.nanoTime();
        if (terminal.liveErr() && now - last > EVERY_NANOS) {
            last = now;
            double perSecond = done * 1e9 / (now - begin);
            terminal.err()
                    .print("\r" + file + ": "
                            + (expected == 0
                                    ? "checked " + Figures.count(done) + " statements"
                                    : "sent " + Figures.count(done) + " of " + Figures.count(expected) + ", "
                                            + Figures.of(Duration.ofMillis(
                                                    Math.round((expected - done) * 1000 / Math.max(1, perSecond))))
                                            + " left")
                            + "\u001b[K");
        }
    }

    /** Leaves no trace. */
    void clear() {
        if (terminal.liveErr()) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
