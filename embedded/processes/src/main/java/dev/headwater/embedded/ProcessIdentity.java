package dev.headwater.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Names one process for good, from any JVM: a pid alone may have been given to a stranger since.
 *
 * @param pid the process id
 * @param startedAt when the system says that the process started
 */
public record ProcessIdentity(long pid, Instant startedAt) {
    /** The system tells the start in ticks since its boot, and the boot to the second: it wavers by as much. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The identity of a living process, or of one that has ended so early that the system forgot its start. */
    public static ProcessIdentity of(ProcessHandle handle) {
        return new ProcessIdentity(handle.pid(), handle.info().startInstant().orElseGet(Instant::now));
    }

    /** The process, if it is still this one and alive. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isThisOne);
    }

    public boolean isAlive() {
        return find().isPresent();
    }

    /**
     * Asks the process to end (SIGTERM), and kills it (SIGKILL) if it has not ended after the grace. Does nothing if it
     * has ended already, whoever has its pid now.
     *
     * @return whether there was something to stop
     * @throws EmbeddedException if the process outlives even the kill
     */
    public boolean stop(Duration grace) {
        Optional<ProcessHandle> found = find();
        found.ifPresent(handle -> {
            handle.destroy();
            if (!endsWithin(handle, grace)) {
                kill();
            }
        });
        return found.isPresent();
    }

    /**
     * Kills the process (SIGKILL) and waits for its end.
     *
     * @throws EmbeddedException if it is still there after 10 s
     */
    public void kill() {
        find().ifPresent(handle -> {
            handle.destroyForcibly();
            if (!endsWithin(handle, Duration.ofSeconds(10))) {
                throw new EmbeddedException("Process " + pid + " could not be killed");
            }
        });
    }

    private boolean isThisOne(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(start -> Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }

    private static boolean endsWithin(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !handle.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for process " + handle.pid(), e);
        } catch (InterruptedException e) {
            // Whoever interrupts a stop wants it over: the caller goes on to the kill.
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
