package dev.headwater.agent.instrument;

import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The door of the JVM: opens once, and whatever goes wrong behind it, the program goes on without the agent. */
final class Entry {

    private static final AtomicBoolean ENTERED = new AtomicBoolean();

    private Entry() {}

    static void enter(@Nullable String argument, Instrumentation instrumentation) {
        if (!ENTERED.compareAndSet(false, true)) {
            return;
        }
        System.getLogger("dev.headwater.agent").log(Level.DEBUG, "loaded with {0}", AgentArgument.parse(argument).settings().keySet());
    }
}
