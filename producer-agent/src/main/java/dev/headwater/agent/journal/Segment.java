package dev.headwater.agent.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A fixed stretch of memory, mapped from a file, that many threads append to and one reads. The format of its bytes is
 * described in {@code docs/journal-format.md}.
 *
 * <p>A writer claims its stretch by one atomic add, stores the length negated, then the content, then the length. So a
 * reader sees a record whole or not at all, and what a killed writer left half-written can be stepped over: it is either
 * zeros or a negative length. The writer whose claim is the first not to fit leaves END there.
 */
final class Segment {

    static final long MAGIC = 0x3230_4c4e_524a_5748L; // "HWJRNL02"
    static final int HEADER = 64;
    static final int RECORD_HEADER = 8;
    /** What precedes the content of a record of bytes: record header and check sum. */
    static final int BYTES_HEADER = 12;

    static final int POINT_BYTES = 32;
    static final int SAMPLE_BYTES = 24;
    static final int TIME_SHIFT = 16;

    private static final int NUMBER_AT = 8;
    private static final int CAPACITY_AT = 16;
    private static final int FIRST_AT = 24;
    private static final int SECOND_AT = 32;
    private static final int COUNTS_CHECK_AT = 40;
    private static final int FOLLOWER_AT = 48;
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
    private final int half;
    /** Kinds that a segment of dead writers may hold; 0 while its writers live. */
    private final int kindsOfDead;

    private long number;
    private long salt;
    private volatile long tail;
    private volatile @Nullable Segment next;

    private Segment(ByteBuffer buffer, @Nullable Path file, int kindsOfDead) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
        this.file = file;
        this.limit = (buffer.capacity() & -8) - RECORD_HEADER;
        this.half = limit / 2;
        this.kindsOfDead = kindsOfDead;
        // No claim succeeds in a segment whose writers are dead: all of it may be written.
        this.tail = kindsOfDead == 0 ? HEADER : buffer.capacity();
    }

    /** A spare segment. @param buffer direct, all zeros */
    static Segment spare(ByteBuffer buffer, @Nullable Path file) {
        Segment segment = new Segment(buffer, file, 0);
        LONG.set(segment.buffer, CAPACITY_AT, Check.guarded(buffer.capacity()));
        LONG.setRelease(segment.buffer, 0, MAGIC);
        return segment;
    }

    /** A segment whose writers are dead. @param kinds that records of its chain may have */
    static Segment ofDead(ByteBuffer buffer, @Nullable Path file, int kinds) {
        Segment segment = new Segment(buffer, file, kinds);
        segment.number = segment.numberInFile();
        segment.salt = Check.salt(segment.number);
        return segment;
    }

    /** Gives the segment its place in the chain, before any claim. */
    void number(long place) {
        number = place;
        salt = Check.salt(place);
        LONG.setRelease(buffer, NUMBER_AT, Check.guarded(place));
    }

    private long numberInFile() {
        if (buffer.capacity() < HEADER + RECORD_HEADER || (long) LONG.getAcquire(buffer, 0) != MAGIC) {
            return -1;
        }
        return Check.unguarded((long) LONG.getAcquire(buffer, NUMBER_AT));
    }

    /** Place in the chain from 1; 0 when spare, negative when it is no segment. */
    long number() {
        return number;
    }

    /** Bytes the file had when it was made, as its header says; 0 when that is damaged. */
    long capacityInHeader() {
        long capacity = buffer.capacity() < HEADER ? 0 : Check.unguarded((long) LONG.get(buffer, CAPACITY_AT));
        return Math.max(0, capacity);
    }

    /** Writes down how many records of the boot were before this segment: once a reader has come here. */
    void counts(long first, long second) {
        LONG.set(buffer, COUNTS_CHECK_AT, 0L);
        VarHandle.releaseFence();
        LONG.set(buffer, FIRST_AT, first);
        LONG.set(buffer, SECOND_AT, second);
        LONG.setRelease(buffer, COUNTS_CHECK_AT, Check.ofLongs(number, first, second));
    }

    /** Mark of the beginning of this segment; null when no reader came here, or the header is damaged. */
    @Nullable
    Mark beginning() {
        long position = Cursor.position(number, HEADER);
        if (number == 1) {
            return new Mark(position, 0, 0);
        }
        long first = longAt(FIRST_AT);
        long second = longAt(SECOND_AT);
        return longAt(COUNTS_CHECK_AT) == Check.ofLongs(number, first, second)
                ? new Mark(position, first, second)
                : null;
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

    /** Whether all who could write into it are gone. */
    boolean dead() {
        return kindsOfDead != 0;
    }

    int kindsOfDead() {
        return kindsOfDead;
    }

    @Nullable
    Segment next() {
        return next;
    }

    void next(Segment following) {
        next = following;
    }

    /** Writes down that another segment follows, before anything is in that. */
    void followedBy(Segment following) {
        LONG.setRelease(buffer, FOLLOWER_AT, Check.guarded(following.capacity()));
    }

    /** Capacity in bytes of the segment that once followed; 0 when none did, or that is not known. */
    long followerBytes() {
        return Math.max(0, Check.unguarded(longAt(FOLLOWER_AT)));
    }

    /** Bytes claimed so far, the header included. */
    int claimed() {
        return (int) Math.min(tail, limit);
    }

    /** Whether a claim was the one that crossed the middle. */
    boolean crossedHalf(int at, int stride) {
        return at < half && at + stride >= half;
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
        long time = Math.max(Check.EARLIEST, Math.min(Check.LATEST, epochMillis));
        long bits = Double.doubleToRawLongBits(value);
        begin(at, tag, POINT_BYTES);
        LONG.set(buffer, at + 8, step);
        LONG.set(buffer, at + 16, time << TIME_SHIFT | Check.ofPoint(salt, tag, step, time, bits));
        LONG.set(buffer, at + 24, bits);
        INT.setRelease(buffer, at, POINT_BYTES);
    }

    void putSample(int at, int tag, long epochMillis, double value) {
        long time = Math.max(Check.EARLIEST, Math.min(Check.LATEST, epochMillis));
        long bits = Double.doubleToRawLongBits(value);
        begin(at, tag, SAMPLE_BYTES);
        LONG.set(buffer, at + 8, time << TIME_SHIFT | Check.ofPoint(salt, tag, 0, time, bits));
        LONG.set(buffer, at + 16, bits);
        INT.setRelease(buffer, at, SAMPLE_BYTES);
    }

    /** @param check to make the check sum with */
    void putBytes(int at, int tag, byte[] content, CRC32 check) {
        int length = BYTES_HEADER + content.length;
        begin(at, tag, length);
        INT.set(buffer, at + RECORD_HEADER, Check.ofBytes(check, number, tag, content));
        buffer.put(at + BYTES_HEADER, content);
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

    int intAt(int at) {
        return (int) INT.get(buffer, at);
    }

    long longAt(int at) {
        return (long) LONG.get(buffer, at);
    }

    double doubleAt(int at) {
        return Double.longBitsToDouble(longAt(at));
    }

    long salt() {
        return salt;
    }

    /** The content behind header and check sum. */
    byte[] contentAt(int at, int length) {
        byte[] content = new byte[length - BYTES_HEADER];
        buffer.get(at + BYTES_HEADER, content);
        return content;
    }
}
