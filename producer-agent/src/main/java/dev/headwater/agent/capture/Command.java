package dev.headwater.agent.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A command that runs beside us and is asked now and then whether it is done; its output goes to a file. */
final class Command {

    private static final long TIMEOUT_NANOS = 5_000_000_000L;

    private final Process process;
    private final Path output;
    private final long deadline = System.nanoTime() + TIMEOUT_NANOS;

    private Command(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Command start(Path directory, Map<String, String> variables, List<String> words) throws IOException {
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
            return new Command(process, output);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(output);
            throw e;
        }
    }

    /** Whether it has ended; one that takes longer than 5 s is ended. */
    boolean done() {
        if (process.isAlive() && System.nanoTime() - deadline > 0) {
            process.destroyForcibly();
        }
        return !process.isAlive();
    }

    boolean succeeded() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    Path output() {
        return output;
    }

    /** What it printed, trimmed; empty when it failed. */
    String text() throws IOException {
        return succeeded() ? Files.readString(output, StandardCharsets.UTF_8).trim() : "";
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
