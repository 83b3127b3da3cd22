package dev.headwater.launcher;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results to {@code out}, progress and warnings to {@code err}.
 *
 * @param columns width of the terminal that shows {@code out}; 0 when a file or a program reads it
 * @param liveErr whether a person sees {@code err}, so that a line may be overwritten by the next
 */
public record Terminal(PrintStream out, PrintStream err, int columns, boolean liveErr) {

    /** The streams of this process; the {@code headwater} script says by properties whether they are terminals. */
    public static Terminal ofProcess() {
        return new Terminal(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Integer.getInteger("headwater.columns", 0),
                Boolean.getBoolean("headwater.terminal.err"));
    }

    /** Curves need more than ASCII, whatever the locale says. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }

    /** A line of progress or advice for a person. */
    public void note(String line) {
        err.println(line);
    }

    public void warn(String line) {
        err.println("headwater: warning: " + line);
    }
}
