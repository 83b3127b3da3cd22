package dev.headwater.agent.instrument;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Where woven code calls in. Public because that code stands in the library's classes; never throws. */
public final class Dispatch {

    private record Bound(Listener listener, Point point) {}

    private static final List<Bound> BOUND = new CopyOnWriteArrayList<>();

    private Dispatch() {}

    /** @return the number by which woven code names the point */
    static synchronized int bind(Listener listener, Point point) {
        Bound bound = new Bound(listener, point);
        int known = BOUND.indexOf(bound);
        if (known >= 0) {
            return known;
        }
        BOUND.add(bound);
        return BOUND.size() - 1;
    }

    /** A call begins. */
    public static void before(int point, @Nullable Object self, @Nullable Object[] arguments) {
        Bound bound = BOUND.get(point);
        bound.listener().before(bound.point(), self, arguments);
    }

    /** An object was made. */
    public static void constructed(int point, Object self, @Nullable Object[] arguments) {
        Bound bound = BOUND.get(point);
        bound.listener().constructed(bound.point(), self, arguments);
    }

    /** A call has ended. */
    public static void after(
            int point,
            @Nullable Object self,
            @Nullable Object[] arguments,
            @Nullable Object result,
            @Nullable Throwable thrown) {
        Bound bound = BOUND.get(point);
        bound.listener().after(bound.point(), self, arguments, result, thrown == null);
    }
}
