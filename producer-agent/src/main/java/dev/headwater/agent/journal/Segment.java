package dev.headwater.agent.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A fixed stretch of memory, mapped from a file, that many threads append to and one reads.
 *
 * <p>Little-endian. A header of 64 bytes: magic (8), number of the segment within its chain from 1, 0 while it is spare
 * (8), capacity (8), zeros. Then records, each at a multiple of 8: length in bytes with these 8 (int), tag (int: kind in the
 * top 8 bits, series index in the others), content. The last 8 bytes are kept for the END record.
 *
 * <p>A writer claims its stretch by one atomic add, stores the length negated, then the content, then the length. So a
 * reader sees a record whole or not at all, and what a killed writer left half-written can be stepped over: it is either
 * zeros or a negative length. The writer whose claim is the first not to fit leaves END there.
 */
final class Segment {

    static final long MAGIC = 0x3130_4c4e_524a_5748L; // "HWJRNL01"
    static final int HEADER = 64;
    static final int RECORD_HEADER = 8;
    static final int POINT_BYTES = 32;
    static final int SAMPLE_BYTES = 24;

    private static final int NUMBER_AT = 8;
    private static final int CAPACITY_AT = 16;
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(Segment.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ByteBuffer buffer;
    private final @Nullable Path file;
    private final int limit;
    private volatile long tail = HEADER;
    private volatile @Nullable Segment next;

    /** @param buffer direct; all zeros for a new segment, or the bytes of one that was written before */
    Segment(ByteBuffer buffer, @Nullable Path file) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
        this.file = file;
        this.limit = buffer.capacity() - RECORD_HEADER;
    }

    /** Lets no claim succeed in a segment whose writers are dead; all of it may be written. */
    Segment ofDead() {
        tail = buffer.capacity();
        return this;
    }

    /** Makes the zeroed buffer a spare segment. */
    void format() {
        LONG.set(buffer, CAPACITY_AT, (long) buffer.capacity());
        LONG.setRelease(buffer, 0, MAGIC);
    }

    /** Gives the segment its place in the chain. */
    void number(long number) {
        LONG.setRelease(buffer, NUMBER_AT, number);
    }

    /** Place in the chain from 1; 0 when spare or not a segment. */
    long number() {
        return (long) LONG.getAcquire(buffer, 0) == MAGIC ? (long) LONG.getAcquire(buffer, NUMBER_AT) : 0;
    }

    int capacity() {
        return buffer.capacity();
    }

    @Nullable
    Path file() {
        return file;
    }

    ByteBuffer buffer() {
        return buffer;
    }

    @Nullable
    Segment next() {
        return next;
    }

    void next(Segment following) {
        next = following;
    }

    /** Bytes claimed so far, the header included. */
    int claimed() {
        return (int) Math.min(tail, limit);
    }

    static int stride(int length) {
        return length + 7 & -8;
    }

    /**
     * Claims room for a record.
     *
     * @param stride a multiple of 8
     * @return where to put it; -1 when it does not fit and the next segment is to be used
     */
    int claim(int stride) {
        long at = (long) TAIL.getAndAdd(this, (long) stride);
        if (at + stride <= limit) {
            return (int) at;
        }
        if (at <= limit) {
            INT.set(buffer, (int) at + 4, RecordKind.END.tag(0));
            INT.setRelease(buffer, (int) at, RECORD_HEADER);
        }
        return -1;
    }

    /** Lets no claim succeed any more. */
    void seal() {
        claim(capacity() & -8);
    }

    void putPoint(int at, int tag, long step, long epochMillis, double value) {
        begin(at, tag, POINT_BYTES);
        LONG.set(buffer, at + 8, step);
        LONG.set(buffer, at + 16, epochMillis);
        LONG.set(buffer, at + 24, Double.doubleToRawLongBits(value));
        INT.setRelease(buffer, at, POINT_BYTES);
    }

    void putSample(int at, int tag, long epochMillis, double value) {
        begin(at, tag, SAMPLE_BYTES);
        LONG.set(buffer, at + 8, epochMillis);
        LONG.set(buffer, at + 16, Double.doubleToRawLongBits(value));
        INT.setRelease(buffer, at, SAMPLE_BYTES);
    }

    void putBytes(int at, int tag, byte[] content) {
        int length = RECORD_HEADER + content.length;
        begin(at, tag, length);
        buffer.put(at + RECORD_HEADER, content);
        INT.setRelease(buffer, at, length);
    }

    private void begin(int at, int tag, int length) {
        LONG.setRelease(buffer, at, ((long) tag << 32) | (-length & 0xffff_ffffL));
        VarHandle.storeStoreFence();
    }

    /** Where the END record can be at most. */
    int limit() {
        return limit;
    }

    /** Positive: a record is there. Zero or negative: none, or not yet. */
    int lengthAt(int at) {
        return (int) INT.getAcquire(buffer, at);
    }

    int tagAt(int at) {
        return (int) INT.get(buffer, at + 4);
    }

    long longAt(int at) {
        return (long) LONG.get(buffer, at);
    }

    double doubleAt(int at) {
        return Double.longBitsToDouble(longAt(at));
    }

    /** The content behind the record header. */
    byte[] contentAt(int at, int length) {
        byte[] content = new byte[length - RECORD_HEADER];
        buffer.get(at + RECORD_HEADER, content);
        return content;
    }
}
