package dev.headwater.agent.instrument;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Where woven code calls in. Public because that code stands in the library's classes; never throws. */
public final class Dispatch {

    /** @param depth how many calls at the point a thread is in */
    private record Bound(Listener listener, Point point, ThreadLocal<int[]> depth) {

        boolean is(Listener asked, Point at) {
            return listener == asked && point.equals(at);
        }
    }

    private static final List<Bound> BOUND = new CopyOnWriteArrayList<>();

    private Dispatch() {}

    /** @return the number by which woven code names the point */
    static synchronized int bind(Listener listener, Point point) {
        for (int i = 0; i < BOUND.size(); i++) {
            if (BOUND.get(i).is(listener, point)) {
                return i;
            }
        }
        BOUND.add(new Bound(listener, point, ThreadLocal.withInitial(() -> new int[1])));
        return BOUND.size() - 1;
    }

    /** A call begins. */
    public static void before(int point, @Nullable Object self, @Nullable Object[] arguments) {
        Bound bound = BOUND.get(point);
        boolean outermost = bound.depth().get()[0]++ == 0;
        bound.listener().before(bound.point(), outermost, self, arguments);
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
        boolean outermost = --bound.depth().get()[0] == 0;
        bound.listener().after(bound.point(), outermost, self, arguments, result, thrown == null);
    }
}
