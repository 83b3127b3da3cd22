package dev.headwater.agent.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Segments made before they are needed, by the reading thread. A burst that outruns it makes it keep more of them. */
final class Spares {

    private static final int MOST = 4;

    private final SegmentStore store;
    private final Deque<Segment> ready = new ArrayDeque<>();
    private int wanted = 1;
    private boolean closed;

    Spares(SegmentStore store) {
        this.store = store;
    }

    /** @return null when none is ready that has so many bytes */
    synchronized @Nullable Segment poll(int needed) {
        Segment spare = ready.peek();
        if (spare != null && spare.capacity() >= needed) {
            return ready.remove();
        }
        if (spare == null) {
            wanted = Math.min(MOST, wanted * 2);
        }
        return null;
    }

    /** Whether bursts have come faster than segments were made. */
    synchronized boolean bursts() {
        return wanted > 1;
    }

    /**
     * Makes what is wanted and not there.
     *
     * @return whether any is there
     */
    boolean fill(int capacity) {
        while (true) {
            synchronized (this) {
                if (closed || ready.size() >= wanted) {
                    return !ready.isEmpty();
                }
            }
            Segment made = store.create(capacity, capacity / 2, true);
            if (made == null) {
                synchronized (this) {
                    return !ready.isEmpty();
                }
            }
            synchronized (this) {
                if (!closed) {
                    ready.add(made);
                    continue;
                }
            }
            store.delete(made);
            return false;
        }
    }

    /** The bursts are over: gives up all but one. @return how many are left */
    int calm() {
        synchronized (this) {
            wanted = 1;
        }
        return giveUp(1);
    }

    /** Gives up what is there, and keeps none from now on. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        giveUp(0);
    }

    /** Deletes outside the lock that appending threads need. */
    private int giveUp(int most) {
        while (true) {
            Segment surplus;
            synchronized (this) {
                if (ready.size() <= most) {
                    return ready.size();
                }
                surplus = ready.removeLast();
            }
            store.delete(surplus);
        }
    }
}
