package dev.headwater.agent.journal;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the segments of one process may take, together; shared by all its journals. */
public final class Budget {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** @param limit in bytes */
    public Budget(long limit) {
        this.limit = limit;
    }

    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= limit) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /** Takes in any case: a run needs its first segments, however full it is. */
    void takeAnyway(long bytes) {
        taken.addAndGet(bytes);
    }

    /** Whether nothing more is to be had. */
    public boolean spent() {
        return taken.get() >= limit;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Bytes taken now. */
    public long taken() {
        return taken.get();
    }
}
