package dev.headwater.agent.ship;

import dev.headwater.agent.journal.Mark;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Messages under way that together bring a journal to a mark. */
final class Sent implements Outlet.Receipt {

    private final Mark mark;
    private final int bytes;
    private final int records;
    private final long sentAtNanos;
    private final AtomicInteger open;
    private volatile @Nullable Exception error;

    /**
     * @param records of the journal that are in these messages
     * @param messages how many receipts will come
     */
    Sent(Mark mark, int bytes, int records, int messages, long sentAtNanos) {
        this.mark = mark;
        this.bytes = bytes;
        this.records = records;
        this.sentAtNanos = sentAtNanos;
        this.open = new AtomicInteger(messages);
    }

    @Override
    public void settled(@Nullable Exception failure) {
        if (failure != null) {
            error = failure;
        }
        open.decrementAndGet();
    }

    Mark mark() {
        return mark;
    }

    int bytes() {
        return bytes;
    }

    int records() {
        return records;
    }

    long sentAtNanos() {
        return sentAtNanos;
    }

    @Nullable
    Exception error() {
        return error;
    }

    boolean confirmed() {
        return open.get() <= 0 && error == null;
    }

    /** Why the first of these that was refused was; null when none was. */
    static @Nullable Exception error(Iterable<Sent> queue) {
        for (Sent sent : queue) {
            if (sent.error != null) {
                return sent.error;
            }
        }
        return null;
    }
}
