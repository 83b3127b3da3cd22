package dev.headwater.processor.store;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that the live series of all tasks of a process may take together. */
public final class LiveBudget {

    /** Less than this and every batch would read its series from disk. */
    private static final long LEAST = 16L << 20;

    private final long bytes;
    private final AtomicLong used = new AtomicLong();

    /** @param bytes which may be exceeded between two commits */
    public LiveBudget(long bytes) {
        this.bytes = bytes;
    }

    /** A fifth of the heap. */
    public static LiveBudget ofHeap() {
        return new LiveBudget(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 5));
    }

    void use(long more) {
        used.addAndGet(more);
    }

    boolean exceeded() {
        return used.get() > bytes;
    }
}
