package dev.headwater.agent.journal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the segments of one process may take, together; shared by all its journals. */
public final class Budget {

    /** What takes the place of files while the disk gives none: a queue, lost with the process. */
    private static final long IN_MEMORY = 8 << 20;

    private static final long MEMORY_PAUSE_NANOS = 10_000_000_000L;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong inMemory = new AtomicLong();
    private final AtomicBoolean diskFailed;
    private volatile long memoryFailedAt;
    private volatile boolean memoryFails;

    /** @param limit in bytes */
    public Budget(long limit) {
        this(limit, new AtomicBoolean());
    }

    /** @param diskFailed whether it was said that the disk has failed; shared by all budgets of a process */
    Budget(long limit, AtomicBoolean diskFailed) {
        this.limit = limit;
        this.diskFailed = diskFailed;
    }

    boolean take(long bytes) {
        return take(taken, limit, bytes);
    }

    private static boolean take(AtomicLong from, long most, long bytes) {
        if (from.addAndGet(bytes) <= most) {
            return true;
        }
        from.addAndGet(-bytes);
        return false;
    }

    /** Takes in any case: a run needs its first segments, however full it is. */
    void takeAnyway(long bytes) {
        taken.addAndGet(bytes);
    }

    boolean takeMemory(long bytes) {
        return take(inMemory, Math.min(limit, IN_MEMORY), bytes);
    }

    void giveMemory(long bytes) {
        inMemory.addAndGet(-bytes);
    }

    /** @param patient whether the thread may wait for it */
    boolean memoryIsWorthATry(boolean patient) {
        return !memoryFails || (patient && System.nanoTime() - memoryFailedAt >= MEMORY_PAUSE_NANOS);
    }

    void memoryFails(boolean fails) {
        memoryFailedAt = System.nanoTime();
        memoryFails = fails;
    }

    /** True the first time in this process: one warning is enough, however many files cannot be made. */
    boolean firstDiskFailure() {
        return diskFailed.compareAndSet(false, true);
    }

    /** Whether nothing more is to be had. */
    public boolean spent() {
        return taken.get() >= limit;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Bytes of files taken now. */
    public long taken() {
        return taken.get();
    }
}
