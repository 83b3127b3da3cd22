package dev.headwater.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A JVM that this process has started: see {@link JavaCommand#start}. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 20;

    private final String name;
    private final LogFile log;
    private final Process process;
    private final ProcessIdentity identity;

    ChildProcess(String name, Path log, long logStart, Process process) {
        this.name = name;
        this.log = new LogFile(log, logStart);
        this.process = process;
        this.identity = ProcessIdentity.of(process.toHandle());
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    /** Names this process for another JVM. */
    public ProcessIdentity identity() {
        return identity;
    }

    public Path log() {
        return log.path();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit status, once the process has ended; 128 + n if signal n ended it. */
    public OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Completes with the exit status when the process ends. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Whether this text stands in what the process has logged since this start. */
    boolean hasLogged(String text) throws IOException {
        return log.contains(text);
    }

    /**
     * Waits until the probe says yes.
     *
     * @throws EmbeddedException if the process ends or the time runs out before that; the message names the component
     *     and ends with the last lines of its log
     */
    public void awaitReady(ReadinessProbe probe, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!answers(probe)) {
            if (!process.isAlive()) {
                throw new EmbeddedException(
                        name + " ended with status " + process.exitValue() + " before it was ready." + lastWords());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new EmbeddedException(name + " was not ready after " + timeout.toSeconds() + " s." + lastWords());
            }
            pause();
        }
    }

    /** Ends the process in good order (SIGTERM), with a kill after 20 s. */
    @Override
    public void close() {
        stop(GRACE);
    }

    /** Ends the process in good order (SIGTERM), with a kill (SIGKILL) after the grace. */
    public void stop(Duration grace) {
        process.destroy();
        if (!endsWithin(grace)) {
            kill();
        }
    }

    /** Kills the process (SIGKILL) and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        if (!endsWithin(Duration.ofSeconds(10)) && process.isAlive()) {
            throw new EmbeddedException(name + " (process " + pid() + ") could not be killed");
        }
    }

    private boolean answers(ReadinessProbe probe) {
        try {
            return process.isAlive() && probe.isReady();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords() {
        String tail = log.tail(TAIL_LINES);
        return tail.isEmpty()
                ? " It has logged nothing (" + log.path() + ")."
                : " The last lines of its log, " + log.path() + ":\n" + tail;
    }

    private void pause() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EmbeddedException("Interrupted while waiting for " + name);
        }
        endsWithin(Duration.ofMillis(50));
    }

    private boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
