package dev.headwater.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command {@code headwater} in this JVM, not at a terminal, and what it printed last. */
public final class CommandInProcess {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** @return exit status */
    public int run(Object... words) {
        out.reset();
        err.reset();
        return line().execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    public CommandLine line() {
        return HeadwaterMain.commandLine(new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                0,
                false));
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
