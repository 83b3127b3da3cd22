package dev.headwater.launcher.run;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Orphans;
import dev.headwater.agent.Run;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.EndStatus;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.run.files.OutputWatch;
import dev.headwater.launcher.stack.KafkaState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The record of a process that runs. Nothing that goes wrong here is more than a warning: the process goes its own way. */
public final class Recording {

    private static final Duration BROKER = Duration.ofSeconds(15);
    private static final Duration BROKER_AWAY = Duration.ofSeconds(1);
    private static final long SLOW_BYTES_PER_MILLI = 50_000;

    private final Terminal terminal;
    private final CollectorOptions options;
    private final List<Path> files = new CopyOnWriteArrayList<>();
    private final OutputWatch outputs;
    private @Nullable Collector collector;
    private volatile @Nullable Run run;
    private boolean confirmed;

    private Recording(Terminal terminal, CollectorOptions options, OutputWatch outputs) {
        this.terminal = terminal;
        this.options = options;
        this.outputs = outputs;
    }

    /**
     * Begins to record.
     *
     * @param process that is recorded
     * @param start starts its run
     * @param inputs what it reads
     * @param outputs knows what was there before it began
     */
    public static Recording begin(
            Terminal terminal,
            CollectorOptions options,
            ProcessHandle process,
            Function<Collector, Run> start,
            List<NamedFile> inputs,
            OutputWatch outputs) {
        Recording recording = new Recording(terminal, options, outputs);
        recording.attempt(() -> {
            Collector collector = Collector.open(options);
            Run run = start.apply(collector);
            recording.collector = collector;
            recording.run = run;
            inputs.forEach(input -> input(run, input));
            inputs.forEach(input -> recording.files.add(input.path()));
            outputs.begin(process, recording::output);
        });
        return recording;
    }

    /** Null when there is no record. */
    @Nullable
    Run run() {
        return run;
    }

    /** Tags the run, if there is a record. */
    public void tag(String key, String value) {
        Run tagged = run;
        if (tagged != null) {
            tagged.tag(key, value);
        }
    }

    /**
     * Records how it ended, and waits a bounded time for Kafka to confirm it.
     *
     * @param exitStatus null when it is not known
     */
    public void end(EndStatus status, @Nullable Integer exitStatus, Instant at) {
        Collector collecting = collector;
        Run ended = run;
        if (collecting == null || ended == null) {
            return;
        }
        attempt(this::lastOutputs);
        attempt(() -> {
            ended.end(status, exitStatus, at);
            String bootstrap = options.bootstrap();
            boolean reachable = !bootstrap.isEmpty() && KafkaState.isReachable(bootstrap);
            confirmed = collecting.drain(hashing(files).plus(reachable ? BROKER : BROKER_AWAY));
            if (!confirmed && !bootstrap.isEmpty()) {
                terminal.warn("Kafka at " + bootstrap + " has not confirmed the record of run " + ended.id()
                        + fate(options.home()));
            }
        });
        attempt(collecting::close);
        if (confirmed) {
            attempt(() -> shipRest(ended.id()));
        }
    }

    private void lastOutputs() {
        try {
            outputs.finish(this::output).forEach(terminal::warn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An agent inside the process has two seconds at its end; what it could not send by then waits in its journal. */
    private void shipRest(String runId) {
        String bootstrap = options.bootstrap();
        if (runId.matches("\\w[\\w.-]*")
                && Files.isDirectory(options.journalRoot().resolve(runId))
                && !bootstrap.isEmpty()
                && KafkaState.isReachable(bootstrap)) {
            Orphans.ship(options, BROKER);
        }
    }

    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | LinkageError e) {
            terminal.warn("the run cannot be recorded in full: " + Explanation.of(e));
        }
    }

    /** What becomes of a record that is not sent: the second half of a sentence. */
    public static String fate(Path home) {
        return isWritable(home.resolve("journal"))
                ? ": it waits in " + home + " and is sent by `headwater ship`, or by the next `headwater run` with this"
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
    public static EndStatus outcome(int exitStatus) {
        if (exitStatus == 0) {
            return EndStatus.FINISHED;
        }
        return exitStatus > 128 && exitStatus <= 128 + 64 ? EndStatus.KILLED : EndStatus.FAILED;
    }

    /** How long the digests of these files may take, on a slow disk. */
    private static Duration hashing(List<Path> files) {
        long bytes = 0;
        for (Path file : files) {
            try (Stream<Path> all = Files.walk(file)) {
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

    private void output(Path path, String role, @Nullable Long step) {
        Run written = run;
        if (written == null) {
            return;
        }
        files.add(path);
        ArtifactKind kind = switch (role) {
            case "model" -> ArtifactKind.MODEL;
            case "checkpoint" -> ArtifactKind.CHECKPOINT;
            default -> ArtifactKind.FILE;
        };
        boolean ownWord = kind == ArtifactKind.FILE && !role.isEmpty();
        written.artifact(ArtifactDirection.OUTPUT, kind, ownWord ? role : null, path, step);
    }
}
