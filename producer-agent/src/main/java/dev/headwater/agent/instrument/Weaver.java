package dev.headwater.agent.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at every class the JVM loads, and weaves the few that hooks listen to; for all others it looks a name up. */
final class Weaver implements ClassFileTransformer {

    private final Instrumentation instrumentation;
    private final Map<String, Listener> byClass = new HashMap<>();
    private final Map<Point, Listener> patterns = new HashMap<>();

    Weaver(Instrumentation instrumentation, List<Listener> listeners) {
        this.instrumentation = instrumentation;
        for (Listener listener : listeners) {
            for (Point point : listener.hook().points()) {
                if (point.isPattern()) {
                    patterns.put(point, listener);
                } else {
                    byClass.put(point.type().replace('.', '/'), listener);
                }
            }
        }
    }

    /** Whether some hook listens to a class that was loaded before this was there. */
    boolean wants(Class<?> type) {
        return listener(type.getName().replace('.', '/')) != null;
    }

    private @Nullable Listener listener(@Nullable String internalName) {
        if (internalName == null) {
            return null;
        }
        Listener exact = byClass.get(internalName);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<Point, Listener> pattern : patterns.entrySet()) {
            if (pattern.getKey().names(internalName)) {
                return pattern.getValue();
            }
        }
        return null;
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        Listener listener = listener(internalName);
        if (listener == null || internalName == null || listener.isOff()) {
            return null;
        }
        try {
            listener.met(Library.of(domain));
            byte[] woven = Loom.library(listener, internalName, bytes, loader);
            Module ours = Weaver.class.getModule();
            if (woven != null && module.isNamed() && !module.canRead(ours)) {
                instrumentation.redefineModule(module, Set.of(ours), Map.of(), Map.of(), Set.of(), Map.of());
            }
            return woven;
        } catch (RuntimeException | LinkageError e) {
            listener.turnOff(internalName.replace('/', '.') + ": " + e);
            return null;
        }
    }
}
