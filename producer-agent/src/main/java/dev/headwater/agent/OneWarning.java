package dev.headwater.agent;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Warns of each kind of mistake once: a training loop that makes one makes it a million times. */
final class OneWarning {

    private static final Logger LOG = new LateLogger();

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    void warn(String message, @Nullable Object offending) {
        if (said.add(message)) {
            LOG.log(Level.WARNING, "Headwater: " + message + ": {0}", text(offending));
        }
    }

    private static String text(@Nullable Object offending) {
        try {
            return String.valueOf(offending);
        } catch (RuntimeException e) {
            return offending == null ? "" : offending.getClass().getName();
        }
    }
}
