package dev.headwater.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The orderly end of a process: on SIGTERM or SIGINT the work is asked to stop, and the JVM waits for it, within a
 * bound. The thread of {@code main} waits in {@link #await}, closes what it opened, and says {@link #finished}.
 */
public final class Shutdown {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicBoolean failed = new AtomicBoolean();

    private Shutdown() {}

    /**
     * Begins to listen for signals.
     *
     * @param patience how long the JVM waits for {@link #finished} once a signal came
     */
    public static Shutdown onSignal(Duration patience) {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            // Asked first: the work may end the moment it hears of it.
                            boolean working = shutdown.finished.getCount() > 0;
                            shutdown.requested.countDown();
                            if (working) {
                                shutdown.endOfSignalled(patience);
                            }
                        },
                        "shutdown"));
        return shutdown;
    }

    /** A JVM that a signal ends says so in its exit status; one that ended in good order has status 0 all the same. */
    private void endOfSignalled(Duration patience) {
        try {
            if (finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.out.flush();
                Runtime.getRuntime().halt(failed.get() ? 1 : 0);
            }
            System.err.println("gave up waiting for an orderly end after " + patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process from within, as failed: its work cannot go on. */
    public void fail() {
        failed.set(true);
        requested.countDown();
    }

    /** Ends the process from within, in good order: its work is done. */
    public void end() {
        requested.countDown();
    }

    /** Waits until a signal, {@link #fail} or {@link #end} asks for the end. */
    public void await() throws InterruptedException {
        requested.await();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Says that everything is closed.
     *
     * @return exit status for the process: 0, or 1 when it failed from within
     */
    public int finished() {
        finished.countDown();
        return failed.get() ? 1 : 0;
    }
}
