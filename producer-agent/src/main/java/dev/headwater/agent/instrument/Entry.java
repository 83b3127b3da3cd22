package dev.headwater.agent.instrument;

import dev.headwater.agent.ProcessRun;
import dev.headwater.agent.Run;
import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The door of the JVM: opens once, and whatever goes wrong behind it, the program goes on without the agent. */
final class Entry {

    private static final Map<String, Supplier<Hook>> HOOKS = new TreeMap<>(Map.of(
            "xgboost", XgboostHook::new,
            "tribuo", TribuoHook::new,
            "djl", DjlHook::new));

    private static final AtomicBoolean ENTERED = new AtomicBoolean();

    private Entry() {}

    static void enter(@Nullable String argument, Instrumentation instrumentation) {
        if (!ENTERED.compareAndSet(false, true)) {
            return;
        }
        try {
            AgentArgument said = AgentArgument.parse(argument);
            Map<String, String> settings = new HashMap<>(System.getenv());
            settings.putAll(said.settings());
            if (settings.getOrDefault("HEADWATER_DISABLED", "").trim().equalsIgnoreCase("true")) {
                return;
            }
            said.notUnderstood().forEach(part -> log("Headwater''s agent does not understand its argument {0}", part));
            begin(settings, instrumentation);
        } catch (Throwable e) {
            // Whatever it is, it must not become the program's.
            log("Headwater''s agent cannot start and records nothing: {0}", e.toString());
        }
    }

    private static void begin(Map<String, String> settings, Instrumentation instrumentation) {
        ProcessRun process = ProcessRun.begin(settings);
        if (!process.isRecorded()) {
            return;
        }
        LastWords.of(process);
        try {
            JdkWeaver.weave(instrumentation);
            listen(process.run(), disabled(settings), instrumentation);
        } catch (NoClassDefFoundError e) {
            log(
                    "Headwater''s agent records the process but nothing of what it trains: headwater-agent.jar is shadowed"
                            + " by other jars of Headwater on the class path; take those off, it holds the same ({0})",
                    e.getMessage());
        }
    }

    private static void listen(Run run, Set<String> disabled, Instrumentation instrumentation) {
        List<Listener> listeners = new ArrayList<>();
        HOOKS.forEach((name, hook) -> {
            if (!disabled.contains(name)) {
                listeners.add(new Listener(name, hook.get(), run));
            }
        });
        Weaver weaver = new Weaver(instrumentation, listeners);
        instrumentation.addTransformer(weaver, true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (weaver.wants(loaded)) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Exception | LinkageError e) {
                    log("Headwater''s agent cannot listen to {0}, which was loaded before", loaded.getName());
                }
            }
        }
    }

    private static Set<String> disabled(Map<String, String> settings) {
        return Arrays.stream(
                        settings.getOrDefault("HEADWATER_HOOKS_DISABLED", "").split(","))
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static void log(String message, @Nullable Object value) {
        Logger log = new LateLogger();
        log.log(Level.WARNING, message, value);
    }
}
