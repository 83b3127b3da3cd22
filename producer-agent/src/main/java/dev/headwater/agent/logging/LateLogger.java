package dev.headwater.agent.logging;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's logger of the agent, asked for when there is a warning. Asking for it sets up the logging of the whole JVM, which
 * is the program's to do: an agent that did so before {@code main} would take away the choice of {@code
 * java.util.logging.manager}. What is less than a warning is therefore heard only after the first warning.
 */
public final class LateLogger implements System.Logger {

    private static final String NAME = "dev.headwater.agent";

    private volatile System.@Nullable Logger logger;

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isLoggable(Level level) {
        System.Logger asked = logger(level);
        return asked != null && asked.isLoggable(level);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        System.Logger asked = logger(level);
        if (asked != null) {
            asked.log(level, bundle, message, thrown);
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... parameters) {
        System.Logger asked = logger(level);
        if (asked != null) {
            asked.log(level, bundle, format, parameters);
        }
    }

    private System.@Nullable Logger logger(Level level) {
        System.Logger known = logger;
        if (known == null && level.getSeverity() >= Level.WARNING.getSeverity()) {
            known = System.getLogger(NAME);
            logger = known;
        }
        return known;
    }
}
