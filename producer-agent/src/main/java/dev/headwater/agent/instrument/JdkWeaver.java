package dev.headwater.agent.instrument;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has two methods of the JDK tell how the process ends. The JVM is asked twice for the two classes, once to see their code
 * and once to take the woven one: a transformer that itself has classes of the JDK loaded may ask for the very class that
 * the JVM is about to load.
 */
final class JdkWeaver implements ClassFileTransformer {

    private static final Logger LOG = new LateLogger();

    private final Map<Class<?>, byte[]> seen = new HashMap<>();
    private final Map<Class<?>, byte[]> woven = new HashMap<>();

    private JdkWeaver() {}

    static void weave(Instrumentation instrumentation) {
        JdkWeaver weaver = new JdkWeaver();
        instrumentation.addTransformer(weaver, true);
        try {
            instrumentation.retransformClasses(Runtime.class, Thread.class);
            weaver.weave();
            instrumentation.retransformClasses(Runtime.class, Thread.class);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
            if (e instanceof NoClassDefFoundError shadowed) {
                throw shadowed;
            }
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot see exit status and uncaught exceptions in Java {0}: {1}",
                    Runtime.version().feature(),
                    e.toString());
        } finally {
            instrumentation.removeTransformer(weaver);
        }
    }

    private void weave() {
        seen.forEach((type, code) -> woven.put(
                type,
                type == Runtime.class
                        ? JdkLoom.weave(code, "exit", "exiting", int.class)
                        : JdkLoom.weave(code, "dispatchUncaughtException", "uncaught", Throwable.class)));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain,
            byte[] code) {
        if (loaded != Runtime.class && loaded != Thread.class) {
            return null;
        }
        byte[] ready = woven.get(loaded);
        if (ready == null) {
            seen.put(loaded, code);
        }
        return ready;
    }
}
