package dev.headwater.agent.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A command that runs beside us and is asked now and then whether it is done; its output goes to a file. */
final class Command {

    static final Duration USUAL = Duration.ofSeconds(5);
    private static final int LARGEST_TEXT = 1 << 20;
    /** What fills a disk, or the memory that a temporary directory may be, is no answer. */
    static final long LARGEST_OUTPUT = 64L << 20;

    private final Process process;
    private final Path output;
    private final long deadline;
    private boolean givenUp;

    private Command(Process process, Path output, Duration atMost) {
        this.process = process;
        this.output = output;
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    static Command start(Path directory, Map<String, String> variables, List<String> words) throws IOException {
        return start(directory, variables, words, USUAL);
    }

    /**
     * @param variables in addition to those of this process
     * @param atMost how long it may take
     * @throws IOException when it cannot be started
     */
    static Command start(Path directory, Map<String, String> variables, List<String> words, Duration atMost)
            throws IOException {
        Path output = Files.createTempFile("headwater-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(false)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Command(process, output, atMost);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(output);
            throw e;
        }
    }

    /** Whether it has ended, or was ended because it took too long or printed too much. */
    boolean done() {
        if (!givenUp && process.isAlive()) {
            givenUp = System.nanoTime() - deadline > 0 || output.toFile().length() > LARGEST_OUTPUT;
            if (givenUp) {
                // One that hangs inside a driver may not even die: it is waited for no longer.
                process.destroyForcibly();
            }
        }
        return givenUp || !process.isAlive();
    }

    boolean succeeded() {
        return !givenUp && !process.isAlive() && process.exitValue() == 0;
    }

    boolean givenUp() {
        return givenUp;
    }

    Path output() {
        return output;
    }

    /** What it printed, trimmed, up to a megabyte; empty when it failed. */
    String text() throws IOException {
        if (!succeeded()) {
            return "";
        }
        try (InputStream stream = Files.newInputStream(output)) {
            return new String(stream.readNBytes(LARGEST_TEXT), StandardCharsets.UTF_8).strip();
        }
    }

    void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            output.toFile().deleteOnExit();
        }
    }
}
