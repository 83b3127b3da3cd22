package dev.headwater.agent.instrument;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Where {@code -javaagent:headwater-agent.jar} begins; its argument, if any, is {@link Agentmain}'s. */
public final class Premain {

    private Premain() {}

    /** Called by the JVM before the program's {@code main}. */
    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
        DefaultTimeZone.unasked(() -> Entry.enter(argument, instrumentation));
    }
}
