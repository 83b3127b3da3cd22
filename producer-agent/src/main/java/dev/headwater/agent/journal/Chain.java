package dev.headwater.agent.journal;

import org.jspecify.annotations.Nullable;

/**
 * Segments one after another: an endless queue that any thread appends to. The next segment is prepared by the reading
 * thread; only a burst that outruns it makes a segment on the appending thread.
 */
final class Chain {

    private final SegmentStore store;
    private final int largest;
    private final boolean living;

    private volatile Segment current;
    private volatile boolean exhausted;
    private volatile boolean sealed;
    private @Nullable Segment spare;
    private Segment oldest;
    private long lostBytes;

    private Chain(SegmentStore store, Segment first, Segment last, int largest, boolean living) {
        this.store = store;
        this.oldest = first;
        this.current = last;
        this.largest = largest;
        this.living = living;
        this.sealed = !living;
    }

    /**
     * A new chain.
     *
     * @param first capacity of the first segment in bytes; later ones are four times as large, up to the largest
     * @return null when there is neither disk nor memory for its first segment
     */
    static @Nullable Chain begin(SegmentStore store, int first, int largest) {
        Segment segment = store.first(first);
        if (segment == null) {
            return null;
        }
        segment.number(1);
        return new Chain(store, segment, segment, largest, true);
    }

    /** The chain that a dead process left; nothing can be appended to it. */
    static Chain ofDead(SegmentStore store, Segment first, Segment last) {
        return new Chain(store, first, last, 0, false);
    }

    /** @return false when there is no room, or the chain is sealed */
    boolean appendPoint(int tag, long step, long epochMillis, double value) {
        Segment segment = current;
        while (true) {
            int at = segment.claim(Segment.POINT_BYTES);
            if (at >= 0) {
                segment.putPoint(at, tag, step, epochMillis, value);
                return true;
            }
            Segment next = after(segment, Segment.POINT_BYTES);
            if (next == null) {
                return false;
            }
            segment = next;
        }
    }

    /** @return false when there is no room, or the chain is sealed */
    boolean appendSample(int tag, long epochMillis, double value) {
        Segment segment = current;
        while (true) {
            int at = segment.claim(Segment.SAMPLE_BYTES);
            if (at >= 0) {
                segment.putSample(at, tag, epochMillis, value);
                return true;
            }
            Segment next = after(segment, Segment.SAMPLE_BYTES);
            if (next == null) {
                return false;
            }
            segment = next;
        }
    }

    /** @return false when there is no room, or the chain is sealed */
    boolean appendBytes(int tag, byte[] content) {
        int stride = Segment.stride(Segment.RECORD_HEADER + content.length);
        Segment segment = current;
        while (true) {
            int at = segment.claim(stride);
            if (at >= 0) {
                segment.putBytes(at, tag, content);
                return true;
            }
            Segment next = after(segment, stride);
            if (next == null) {
                return false;
            }
            segment = next;
        }
    }

    private @Nullable Segment after(Segment full, int stride) {
        if (exhausted && current == full) {
            return null;
        }
        synchronized (this) {
            if (current != full) {
                return current;
            }
            if (sealed) {
                return null;
            }
            Segment next = spare;
            spare = null;
            int needed = stride + Segment.HEADER + Segment.RECORD_HEADER;
            if (next != null && next.capacity() < needed) {
                store.delete(next);
                next = null;
            }
            if (next == null) {
                next = store.create(Math.max(capacityAfter(full), needed + 7 & -8));
            }
            if (next == null) {
                exhausted = true;
                return null;
            }
            next.number(full.number() + 1);
            full.next(next);
            current = next;
            return next;
        }
    }

    private int capacityAfter(Segment segment) {
        return Math.min(largest, Math.max(segment.capacity(), 1 << 12) * 4);
    }

    /** Prepares the next segment when it will soon be needed. For the reading thread. */
    void prepare() {
        Segment now = current;
        if (sealed || (!exhausted && now.claimed() < now.capacity() / 2)) {
            return;
        }
        synchronized (this) {
            if (spare != null) {
                exhausted = false;
                return;
            }
        }
        Segment ready = store.create(capacityAfter(now));
        if (ready == null) {
            return;
        }
        synchronized (this) {
            if (spare == null && !sealed) {
                spare = ready;
                exhausted = false;
                return;
            }
        }
        store.delete(ready);
    }

    /** Refuses everything from now on. */
    synchronized void seal() {
        if (!sealed) {
            sealed = true;
            current.seal();
            if (spare != null) {
                store.delete(spare);
                spare = null;
            }
        }
    }

    boolean sealed() {
        return sealed;
    }

    boolean exhausted() {
        return exhausted;
    }

    /** Where the next record will be put. */
    long tail() {
        Segment segment = current;
        return Cursor.position(segment.number(), segment.claimed());
    }

    Cursor start() {
        return new Cursor(oldest, Segment.HEADER);
    }

    /** Bytes between a cursor and the tail of its segment: a cheap measure of how much there is to read. */
    long unread(Cursor cursor) {
        Segment segment = cursor.segment();
        return segment == current ? segment.claimed() - cursor.offset() : Long.MAX_VALUE;
    }

    /** Reads what is published, in order, and moves the cursor past it. */
    void read(Cursor cursor, RecordReader reader) {
        while (true) {
            Segment segment = cursor.segment();
            int at = cursor.offset();
            if (!living && at > segment.limit()) {
                Segment next = segment.next();
                if (next == null) {
                    return;
                }
                cursor.enter(next);
                continue;
            }
            int length = segment.lengthAt(at);
            if (length <= 0) {
                if (living) {
                    return;
                }
                // Left by a writer that was killed: zeros, or a claim that was begun.
                cursor.advance(length == 0 ? 8 : Segment.stride(-Math.max(length, -segment.capacity())));
                continue;
            }
            int tag = segment.tagAt(at);
            if (RecordKind.END.of(tag)) {
                Segment next = segment.next();
                if (next == null) {
                    return;
                }
                cursor.enter(next);
                continue;
            }
            if (!living && (!RecordKind.known(tag) || length > segment.limit() - at)) {
                lostBytes += segment.limit() - at;
                cursor.advance(segment.capacity());
                continue;
            }
            if (!reader.read(segment, at, length, tag)) {
                return;
            }
            cursor.advance(Segment.stride(length));
        }
    }

    /** Whether nothing is left to read and nothing will come. */
    boolean finished(Cursor cursor) {
        if (!sealed || cursor.segment() != current) {
            return false;
        }
        int at = cursor.offset();
        return (!living && at > cursor.segment().limit())
                || (cursor.segment().lengthAt(at) > 0
                        && RecordKind.END.of(cursor.segment().tagAt(at)));
    }

    /** Bytes of a dead process's chain that were no records. */
    long lostBytes() {
        return lostBytes;
    }

    /** A cursor at a place that {@link Cursor#position()} once said; at the start when it is no longer there. */
    Cursor at(long position) {
        for (Segment segment = oldest; segment != null; segment = segment.next()) {
            if (segment.number() == position >>> 32) {
                return new Cursor(segment, (int) position);
            }
        }
        return start();
    }

    /** Takes back all segments before this one. For the reading thread. */
    void release(Segment stillNeeded) {
        while (oldest != stillNeeded) {
            Segment done = oldest;
            Segment next = done.next();
            if (next == null) {
                return;
            }
            oldest = next;
            store.takeBack(done);
        }
    }

    /** Deletes all files. */
    synchronized void delete() {
        for (Segment segment = oldest; segment != null; segment = segment.next()) {
            store.delete(segment);
        }
        if (spare != null) {
            store.delete(spare);
            spare = null;
        }
        store.deleteKept();
    }
}
