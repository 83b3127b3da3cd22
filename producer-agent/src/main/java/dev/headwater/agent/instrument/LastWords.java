package dev.headwater.agent.instrument;

import dev.headwater.agent.ProcessRun;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where the JDK's woven methods call in. Public because they do so by name. */
public final class LastWords {

    private static final AtomicReference<@Nullable ProcessRun> RUN = new AtomicReference<>();

    private LastWords() {}

    static void of(ProcessRun run) {
        RUN.set(run);
    }

    /** The program has called {@link System#exit}. */
    public static void exiting(int status) {
        ProcessRun run = RUN.get();
        if (run != null) {
            run.exiting(status);
        }
    }

    /** An exception has ended the calling thread. */
    public static void uncaught(Throwable error) {
        ProcessRun run = RUN.get();
        if (run != null) {
            Thread thread = Thread.currentThread();
            // The JVM gives 1 to the thread of main.
            run.uncaught(error, thread.getId() == 1, thread.isDaemon());
        }
    }
}
