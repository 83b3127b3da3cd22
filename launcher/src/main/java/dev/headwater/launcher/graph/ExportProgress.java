package dev.headwater.launcher.graph;

import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Terminal;
import dev.headwater.sink.export.Progress;

/** How far an export is, in one line that is written over again; nothing where no person looks. */
final class ExportProgress implements Progress {

    private static final long EVERY_NANOS = 200_000_000L;

    private final Terminal terminal;
    private long last;

    ExportProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void read(long relations, long total) {
        show("reading relations", relations, total);
    }

    @Override
    public void written(long statements, long total) {
        show("writing statements", statements, total);
    }

    /** Leaves no trace. */
    void clear() {
        if (terminal.liveErr()) {
            terminal.err().print("\r\u001b[K");
        }
    }

    private void show(String what, long done, long total) {
        long now = System.nanoTime();
        if (terminal.liveErr() && now - last > EVERY_NANOS) {
            last = now;
            terminal.err().print("\r" + what + " " + Figures.count(done) + " of " + Figures.count(total) + "\u001b[K");
        }
    }
}
