package dev.headwater.launcher.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.Json;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The headwater command as a process, as the script starts it. */
final class CommandLineProcess implements AutoCloseable {

    /** What a command that has ended left behind. */
    record Outcome(int status, String out, String err) {

        /** Its output as JSON, one value a line. */
        List<JsonNode> json() {
            return out.lines().map(Outcome::parse).toList();
        }

        private static JsonNode parse(String line) {
            try {
                return Json.read(line);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + line, e);
            }
        }
    }

    /** A build in the background ignores SIGINT or SIGHUP, and so would all that it starts. */
    private static final List<String> INTERRUPTIBLE =
            System.getProperty("os.name").equals("Linux") ? List.of("env", "--default-signal=INT,HUP") : List.of();

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandLineProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it with this home, in this folder. */
    static CommandLineProcess start(Path home, Path folder, String... words) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            Path root = Path.of(System.getProperty("headwater.root"));
            List<String> command = new ArrayList<>(INTERRUPTIBLE);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dheadwater.root=" + root,
                    "-Dheadwater.hide=_JAVA_SR_SIGNUM",
                    "-cp",
                    root.resolve("launcher/target/lib") + File.separator + "*",
                    "dev.headwater.launcher.HeadwaterMain"));
            command.addAll(Arrays.asList(words));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("HEADWATER_"));
            builder.environment().put("HEADWATER_HOME", home.toString());
            builder.environment().put("_JAVA_SR_SIGNUM", "50");
            return new CommandLineProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    static Outcome run(Path home, Path folder, String... words) {
        try (CommandLineProcess command = start(home, folder, words)) {
            return command.await();
        }
    }

    Outcome await() {
        return await(Duration.ofSeconds(60));
    }

    Outcome await(Duration patience) {
        return new Outcome(awaitStatus(patience), out(), err());
    }

    /** For output that is no text. */
    int awaitStatus(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the command has not ended; it printed on stderr: " + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it has printed so far. */
    Path outFile() {
        return out;
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
