package dev.headwater.processor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Counts failures within a window of time. For use by any thread. */
final class Failures {

    private final int most;
    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Deque<Long> times = new ArrayDeque<>();

    /** @param most failures within the window that can be borne */
    Failures(int most, Duration window, LongSupplier nanoTime) {
        this.most = most;
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
    }

    /** @return false when that was one too many */
    synchronized boolean another() {
        long now = nanoTime.getAsLong();
        while (!times.isEmpty() && now - times.peek() > windowNanos) {
            times.remove();
        }
        times.add(now);
        return times.size() <= most;
    }
}
