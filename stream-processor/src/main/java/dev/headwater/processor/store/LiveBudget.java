package dev.headwater.processor.store;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that live objects of one sort, such as series, may take in all tasks of a process together. */
public final class LiveBudget {

    /** Less than this and every batch would read from disk what it changes. */
    private static final long LEAST = 16L << 20;

    private final long bytes;
    private final AtomicLong used = new AtomicLong();

    /** @param bytes which may be exceeded between two commits */
    public LiveBudget(long bytes) {
        this.bytes = bytes;
    }

    /** @param part of the heap, such as 5 for a fifth */
    public static LiveBudget ofHeap(int part) {
        return new LiveBudget(Math.max(LEAST, Runtime.getRuntime().maxMemory() / part));
    }

    public void use(long more) {
        used.addAndGet(more);
    }

    public boolean exceeded() {
        return used.get() > bytes;
    }
}
