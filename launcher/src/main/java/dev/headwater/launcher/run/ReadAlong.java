package dev.headwater.launcher.run;

import dev.headwater.agent.Run;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.run.text.TextMetrics;
import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the output of a command for metrics while it passes. What goes wrong here is a warning: the output passes. */
final class ReadAlong {

    /** How long processes that the command left behind may go on writing to its output. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(5);

    private static final Duration LAST_LINES = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final TextMetrics metrics;
    private final List<Relay> relays = new ArrayList<>();
    private final List<FileTail> tails = new ArrayList<>();

    ReadAlong(Terminal terminal, TextMetrics metrics) {
        this.terminal = terminal;
        this.metrics = metrics;
    }

    /** Sends the streams of a command that is not yet started through here, and begins to follow files. */
    void attach(ProcessBuilder command, List<String> sources) {
        for (String source : sources) {
            try {
                switch (source) {
                    case "stdout" -> command.redirectOutput(relay(FileDescriptor.out, source));
                    case "stderr" -> command.redirectError(relay(FileDescriptor.err, source));
                    default -> tails.add(FileTail.begin(Path.of(source), metrics.open(source)));
                }
            } catch (IOException e) {
                terminal.warn("metrics cannot be read from " + source + ": " + e.getMessage());
            }
        }
        if (!relays.isEmpty()) {
            // Python keeps what it writes to a pipe for a while; the reader of the terminal would see it late.
            command.environment().putIfAbsent("PYTHONUNBUFFERED", "1");
        }
    }

    private File relay(FileDescriptor to, String source) throws IOException {
        Relay relay = Relay.open(to, metrics.open(source), source);
        relays.add(relay);
        return relay.pipe().toFile();
    }

    /** The command has been started, or could not be. */
    void started() {
        for (Relay relay : relays) {
            try {
                relay.forget();
            } catch (IOException e) {
                terminal.warn("a pipe is left in " + relay.pipe().getParent() + ": " + e.getMessage());
            }
        }
    }

    /** @param run null when the command is not recorded: its output passes all the same */
    void sendTo(@Nullable Run run) {
        metrics.sendTo((name, context, step, value) -> {
            if (run != null) {
                run.metric(name, context).log(step, value);
            }
        });
    }

    /** The command has ended: waits until what it wrote has passed and is read; says what was not. */
    void finish() throws InterruptedException {
        drain();
        long until = System.nanoTime() + LAST_LINES.toNanos();
        for (FileTail tail : tails) {
            if (!tail.finish(Duration.ofNanos(until - System.nanoTime()))) {
                terminal.warn("the end of " + tail.file() + " could not be read for metrics in time");
            }
        }
        metrics.finish(LAST_LINES).forEach(terminal::warn);
    }

    private void drain() throws InterruptedException {
        long until = System.nanoTime() + LEFT_BEHIND.toNanos();
        boolean open = false;
        for (Relay relay : relays) {
            open |= !relay.finish(Duration.ofNanos(until - System.nanoTime()));
        }
        if (open) {
            terminal.warn("the command has ended, but processes that it started still have its output open; what they"
                    + " write from now on is not read for metrics, and passed on only until the run is recorded");
        }
    }
}
