package dev.headwater.launcher.run;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Run;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.EndStatus;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.stack.KafkaState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The record of a command that runs. Nothing that goes wrong here is more than a warning: the command goes its own way. */
final class Recording {

    private static final Duration BROKER = Duration.ofSeconds(15);
    private static final Duration BROKER_AWAY = Duration.ofSeconds(1);
    private static final long SLOW_BYTES_PER_MILLI = 50_000;

    private final Terminal terminal;
    private final CollectorOptions options;
    private final List<NamedFile> files = new ArrayList<>();
    private @Nullable Collector collector;
    private @Nullable Run run;

    private Recording(Terminal terminal, CollectorOptions options) {
        this.terminal = terminal;
        this.options = options;
    }

    /**
     * Begins to record.
     *
     * @param start starts the run of the command
     * @param inputs what the command reads
     */
    static Recording begin(
            Terminal terminal, CollectorOptions options, Function<Collector, Run> start, List<NamedFile> inputs) {
        Recording recording = new Recording(terminal, options);
        recording.attempt(() -> {
            Collector collector = Collector.open(options);
            Run run = start.apply(collector);
            inputs.forEach(input -> input(run, input));
            recording.files.addAll(inputs);
            recording.collector = collector;
            recording.run = run;
        });
        return recording;
    }

    /** Records how the command ended, and waits a bounded time for Kafka to confirm it. */
    void end(int status, Instant at, List<String> outputs) {
        Collector collecting = collector;
        Run ended = run;
        if (collecting == null || ended == null) {
            return;
        }
        attempt(() -> {
            List<NamedFile> written = outputs.stream().map(NamedFile::of).toList();
            written.forEach(output -> output(ended, output));
            files.addAll(written);
        });
        attempt(() -> {
            ended.end(outcome(status), status, at);
            String bootstrap = options.bootstrap();
            boolean reachable = !bootstrap.isEmpty() && KafkaState.isReachable(bootstrap);
            boolean confirmed = collecting.drain(hashing(files).plus(reachable ? BROKER : BROKER_AWAY));
            if (!confirmed && !bootstrap.isEmpty()) {
                terminal.warn("Kafka at " + bootstrap + " has not confirmed the record of run " + ended.id()
                        + fate(options.home()));
            }
        });
        attempt(collecting::close);
    }

    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | LinkageError e) {
            terminal.warn("the command cannot be recorded in full: " + Explanation.of(e));
        }
    }

    /** What becomes of a record that is not sent: the second half of a sentence. */
    static String fate(Path home) {
        return isWritable(home.resolve("journal"))
                ? ": it waits in " + home + " and is sent by the next `headwater run` or `headwater replay` with this"
                        + " home that reaches Kafka"
                : ", and it is not kept, because " + home + " is not writable: give another --home";
    }

    private static boolean isWritable(Path directory) {
        try {
            return Files.isWritable(Files.createDirectories(directory));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** A shell and the JVM say 128 + n for signal n. */
    static EndStatus outcome(int exitStatus) {
        if (exitStatus == 0) {
            return EndStatus.FINISHED;
        }
        return exitStatus > 128 && exitStatus <= 128 + 64 ? EndStatus.KILLED : EndStatus.FAILED;
    }

    /** How long the digests of these files may take, on a slow disk. */
    private static Duration hashing(List<NamedFile> files) {
        long bytes = 0;
        for (NamedFile file : files) {
            try (Stream<Path> all = Files.walk(file.path())) {
                bytes += all.mapToLong(one -> one.toFile().length()).sum();
            } catch (IOException | UncheckedIOException e) {
                // Not there, or not readable: nothing to hash.
            }
        }
        return Duration.ofMillis(bytes / SLOW_BYTES_PER_MILLI);
    }

    private static void input(Run run, NamedFile input) {
        switch (input.role()) {
            case "" -> run.input(input.path());
            case "train", "training", "validation", "valid", "test", "eval", "data", "dataset" ->
                run.dataset(input.name(), input.role(), input.path());
            case "checkpoint" -> run.inputCheckpoint(input.path());
            default -> run.input(input.role(), input.path());
        }
    }

    private void output(Run ended, NamedFile output) {
        if (!Files.exists(output.path())) {
            terminal.warn("--output " + output.path() + ": the command has not written it");
            return;
        }
        switch (output.role()) {
            case "" -> ended.output(output.path());
            case "model" -> ended.model(output.path());
            case "checkpoint" ->
                ended.artifact(ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, null, output.path(), null);
            default -> ended.output(output.role(), output.path());
        }
    }
}
