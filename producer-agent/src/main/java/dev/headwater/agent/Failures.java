package dev.headwater.agent;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** What went wrong in a round of the collector's work: a guest tries again, and does not fill the log with it. */
final class Failures {

    private static final Logger LOG = new LateLogger();

    private final AtomicBoolean said = new AtomicBoolean();

    void say(Throwable failure) {
        if (said.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Headwater could not do some of its work and tries again; this is said once",
                    failure);
        }
    }
}
