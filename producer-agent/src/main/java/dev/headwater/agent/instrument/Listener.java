package dev.headwater.agent.instrument;

import dev.headwater.agent.Run;
import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** A hook in this JVM: on until something about its library is not as expected, and then off for good, with one warning. */
final class Listener {

    private static final Logger LOG = new LateLogger();

    private final String name;
    private final Hook hook;
    private final Run run;
    private volatile String library = "a library of unknown version";
    private volatile boolean off;

    /** @param name by which the hook can be turned off */
    Listener(String name, Hook hook, Run run) {
        this.name = name;
        this.hook = hook;
        this.run = run;
    }

    String name() {
        return name;
    }

    Hook hook() {
        return hook;
    }

    boolean isOff() {
        return off;
    }

    /** @param nameAndVersion of the library, for warnings */
    void met(String nameAndVersion) {
        library = nameAndVersion;
    }

    /** @param outermost whether it is not inside another call at the same point */
    void before(Point point, boolean outermost, @Nullable Object self, @Nullable Object[] arguments) {
        if (outermost && point.moment() == Point.Moment.BEFORE) {
            hear(new Call(point, self, arguments, null));
        }
    }

    /**
     * @param outermost whether it is not inside another call at the same point
     * @param returned false when the call ended with an exception
     */
    void after(
            Point point,
            boolean outermost,
            @Nullable Object self,
            @Nullable Object[] arguments,
            @Nullable Object result,
            boolean returned) {
        boolean wanted =
                point.moment() == Point.Moment.AFTER_EACH || (point.moment() == Point.Moment.AFTER && outermost);
        if (returned && wanted) {
            hear(new Call(point, self, arguments, result));
        }
    }

    void constructed(Point point, Object self, @Nullable Object[] arguments) {
        hear(new Call(point, self, arguments, null));
    }

    private void hear(Call call) {
        if (off) {
            return;
        }
        try {
            hook.heard(call, run);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            turnOff(e.toString());
        }
    }

    /** @param why what is not as expected */
    void turnOff(String why) {
        synchronized (this) {
            if (off) {
                return;
            }
            off = true;
        }
        LOG.log(
                Level.WARNING,
                "Headwater''s hook {0} does not know {1} and is off; the program is not touched by that ({2})",
                name,
                library,
                why);
    }
}
