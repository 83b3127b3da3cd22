package dev.headwater.agent.journal;

import java.util.Optional;

/**
 * The reading end of one chain: what was appended and not yet read, and what was read and not yet confirmed. One thread
 * reads; the lock is for another that wants to know how much there is, when a run ends.
 */
public final class Backlog {

    private final Chain chain;
    private final AckFile file;
    private final int slot;
    private Cursor cursor;
    private long first;
    private long second;
    private Mark confirmed;
    private volatile long confirmedPosition;

    Backlog(Chain chain, AckFile file, int slot) {
        this.chain = chain;
        this.file = file;
        this.slot = slot;
        this.confirmed = file.read(slot).orElseGet(() -> new Mark(chain.start().position(), 0, 0));
        this.cursor = chain.at(confirmed.position());
        this.first = confirmed.first();
        this.second = confirmed.second();
        this.confirmedPosition = confirmed.position();
    }

    synchronized void read(RecordReader reader) {
        chain.read(cursor, (segment, at, length, tag) -> {
            if (!reader.read(segment, at, length, tag)) {
                return false;
            }
            if (RecordKind.SAMPLE.of(tag)) {
                second++;
            } else {
                first++;
            }
            return true;
        });
    }

    /** Bytes to read, at least; {@link Long#MAX_VALUE} for more than is in one segment. */
    public synchronized long unread() {
        return chain.unread(cursor);
    }

    /** The place up to which was read. */
    public synchronized Mark mark() {
        return new Mark(cursor.position(), first, second);
    }

    /** The place behind the last record that is there now. Reads ahead without moving. */
    public synchronized Mark end() {
        return countFrom(cursor.copy());
    }

    private Mark countFrom(Cursor scout) {
        long[] counts = {first, second};
        chain.read(scout, (segment, at, length, tag) -> {
            counts[RecordKind.SAMPLE.of(tag) ? 1 : 0]++;
            return true;
        });
        return new Mark(scout.position(), counts[0], counts[1]);
    }

    /** As {@link #end()}, once nothing can come any more and every writer is done; empty before. */
    public synchronized Optional<Mark> finalEnd() {
        Cursor scout = cursor.copy();
        Mark mark = countFrom(scout);
        return chain.finished(scout) ? Optional.of(mark) : Optional.empty();
    }

    /** Whether all was read and nothing will come. */
    public synchronized boolean finished() {
        return chain.finished(cursor);
    }

    /** Kafka has confirmed everything before this place; its room is given back. */
    public synchronized void confirm(Mark mark) {
        confirmed = mark;
        file.write(slot, mark);
        chain.release(chain.at(mark.position()).segment());
        confirmedPosition = mark.position();
    }

    /** Begins to read again behind what was confirmed. */
    public synchronized void rewind() {
        cursor = chain.at(confirmed.position());
        first = confirmed.first();
        second = confirmed.second();
    }

    /** Position of the last confirmation; any thread. */
    public long confirmedPosition() {
        return confirmedPosition;
    }

    /** Position where the next record will be put; any thread. */
    public long tail() {
        return chain.tail();
    }
}
