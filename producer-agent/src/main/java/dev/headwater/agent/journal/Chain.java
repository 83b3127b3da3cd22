package dev.headwater.agent.journal;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Segments one after another: an endless queue that any thread appends to. The next segments are prepared by the reading
 * thread; a burst that outruns it makes small ones, one at a time, on the appending thread.
 */
final class Chain {

    /** What an appending thread makes itself: about a tenth of a millisecond. */
    private static final int SMALL = 1 << 16;
    /** How long a segment lasts when no burst is on. */
    private static final long CALM_NANOS = 5_000_000_000L;

    private final SegmentStore store;
    private final Spares spares;
    private final int largest;
    private final Runnable wake;
    private final long lostAtOpening;

    private volatile Segment current;
    private volatile boolean exhausted;
    private volatile boolean sealed;
    private volatile int wanted;
    private Segment oldest;
    private @Nullable Segment newest;
    private long newestSince;

    private Chain(
            SegmentStore store, Segment first, Segment last, int next, int largest, Runnable wake, long lostAtOpening) {
        this.store = store;
        this.spares = new Spares(store);
        this.oldest = first;
        this.current = last;
        this.wanted = next;
        this.largest = largest;
        this.wake = wake;
        this.lostAtOpening = lostAtOpening;
    }

    /**
     * A new chain.
     *
     * @param first capacity of the first segment in bytes; later ones are four times as large, up to the largest
     * @param wake called, on an appending thread, when a segment is half full
     * @return null when there is neither disk nor memory for its first segment
     */
    static @Nullable Chain begin(SegmentStore store, int first, int largest, Runnable wake) {
        Segment segment = store.first(first);
        if (segment == null) {
            return null;
        }
        segment.number(1);
        return new Chain(store, segment, segment, Math.min(largest, first * 4), largest, wake, 0);
    }

    /**
     * The chain that a dead process left. What is appended goes to new segments behind it.
     *
     * @param lostBytes of files that could not be made segments of
     */
    static Chain ofDead(SegmentStore store, Segment first, Segment last, long lostBytes) {
        return new Chain(store, first, last, SMALL, SMALL, () -> {}, lostBytes);
    }

    boolean ofDead() {
        return oldest.dead();
    }

    long lostAtOpening() {
        return lostAtOpening;
    }

    /** @return false when there is no room, or the chain is sealed */
    boolean appendPoint(int tag, long step, long epochMillis, double value) {
        Segment segment = current;
        while (true) {
            int at = segment.claim(Segment.POINT_BYTES);
            if (at >= 0) {
                segment.putPoint(at, tag, step, epochMillis, value);
                if (segment.crossedHalf(at, Segment.POINT_BYTES)) {
                    wake.run();
                }
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
                if (segment.crossedHalf(at, Segment.SAMPLE_BYTES)) {
                    wake.run();
                }
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
        int stride = Segment.stride(Segment.BYTES_HEADER + content.length);
        // Made before the claim: what fails between claim and record blocks the chain.
        CRC32 check = new CRC32();
        Segment segment = current;
        while (true) {
            int at = segment.claim(stride);
            if (at >= 0) {
                segment.putBytes(at, tag, content, check);
                if (segment.crossedHalf(at, stride)) {
                    wake.run();
                }
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
            int needed = stride + Segment.HEADER + Segment.RECORD_HEADER;
            Segment next = spares.poll(needed);
            if (next == null) {
                next = store.create(Math.min(SMALL, wanted), needed + 7 & -8, false);
            }
            if (next == null) {
                exhausted = true;
                return null;
            }
            wanted = Math.min(largest, wanted * 4);
            next.number(full.number() + 1);
            full.followedBy(next);
            full.next(next);
            current = next;
            return next;
        }
    }

    /** Prepares the next segments when they will soon be needed. For the reading thread. */
    void prepare() {
        Segment now = current;
        boolean soon = exhausted || spares.bursts() || now.claimed() >= now.limit() / 2;
        if (!sealed && soon && !now.dead() && spares.fill(wanted)) {
            exhausted = false;
        }
        if (!now.dead()) {
            calm(now);
        }
    }

    /** Gives back what a burst has left, once it is read; at once when others want for room. */
    private void calm(Segment now) {
        long nanos = System.nanoTime();
        if (now != newest) {
            newest = now;
            newestSince = nanos;
        }
        if (oldest == now && (nanos - newestSince > CALM_NANOS || store.spent())) {
            store.keepOnly(spares.calm() > 0 ? 0 : 1);
        }
    }

    /** Refuses everything from now on. */
    void seal() {
        synchronized (this) {
            if (!sealed) {
                sealed = true;
                current.seal();
            }
        }
        spares.close();
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

    Segment first() {
        return oldest;
    }

    Segment last() {
        return current;
    }

    /** Bytes between a cursor and the tail of its segment: a cheap measure of how much there is to read. */
    long unread(Cursor cursor) {
        Segment segment = cursor.segment();
        int end = segment.dead() ? segment.limit() + 8 : segment.claimed();
        return segment == current ? end - cursor.offset() : Long.MAX_VALUE;
    }

    /** Whether nothing is left to read and nothing will come. */
    boolean finished(Cursor cursor) {
        Segment segment = cursor.segment();
        if (!sealed || segment != current) {
            return false;
        }
        int at = cursor.offset();
        return segment.dead() ? at > segment.limit() : segment.lengthAt(at) > 0 && RecordKind.END.of(segment.tagAt(at));
    }

    /** Whether a position is one of a segment that is there. */
    boolean holds(long position) {
        int offset = (int) position;
        for (Segment segment = oldest; segment != null; segment = segment.next()) {
            if (segment.number() == position >>> 32) {
                return offset >= Segment.HEADER && offset <= segment.limit() + 8 && (offset & 7) == 0;
            }
        }
        return false;
    }

    /** A cursor at a place that {@link Cursor#position()} once said; at the start when it is no longer there. */
    Cursor at(long position) {
        for (Segment segment = oldest; segment != null; segment = segment.next()) {
            if (segment.number() == position >>> 32) {
                return new Cursor(segment, (int) position);
            }
        }
        return new Cursor(oldest, Segment.HEADER);
    }

    /** The first segment behind a number; null when there is none. */
    @Nullable
    Segment following(long number) {
        Segment segment = oldest;
        while (segment != null && segment.number() <= number) {
            segment = segment.next();
        }
        return segment;
    }

    /** Bytes of records between two places; a missing segment counts as large as the one before it. */
    static long distance(Cursor from, Cursor to) {
        if (from.segment() == to.segment()) {
            return to.offset() - from.offset();
        }
        Segment segment = from.segment();
        long bytes = Math.max(0, segment.limit() - from.offset());
        for (Segment next = segment.next(); next != null; next = next.next()) {
            bytes += (next.number() - segment.number() - 1) * segment.capacity();
            if (next == to.segment()) {
                return bytes + to.offset() - Segment.HEADER;
            }
            bytes += next.limit() - Segment.HEADER;
            segment = next;
        }
        return bytes;
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
    void delete() {
        synchronized (this) {
            // None is added behind those that are deleted.
            sealed = true;
        }
        for (Segment segment = oldest; segment != null; segment = segment.next()) {
            store.delete(segment);
        }
        spares.close();
        store.keepOnly(0);
    }
}
