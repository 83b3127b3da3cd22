package dev.headwater.agent.journal;

import java.util.zip.CRC32;

/** What is at a place of a segment whose writers are dead: nothing there is taken on trust. */
enum Inspection {
    /** A record with the right check sum. */
    WHOLE,
    /** A record in its place, but its content is not what was written. */
    SPOILED,
    /** Zeros: never claimed, or claimed by a writer that was killed at once. */
    EMPTY,
    /** A writer was killed in the middle of a record. */
    BEGUN,
    /** Nothing that a writer leaves. Where the next record begins is not known. */
    DAMAGED;

    /** @param at a multiple of 8, at most {@link Segment#limit()} */
    static Inspection of(Segment segment, int at) {
        int length = segment.lengthAt(at);
        if (length == 0) {
            return segment.tagAt(at) == 0 ? EMPTY : DAMAGED;
        }
        int tag = segment.tagAt(at);
        int size = length == Integer.MIN_VALUE ? 0 : Math.abs(length);
        if (!plausible(segment, at, size, tag)) {
            return DAMAGED;
        }
        if (length < 0) {
            return BEGUN;
        }
        if (right(segment, at, size, tag)) {
            return WHOLE;
        }
        // The length of bytes is only believed when something begins behind them.
        int behind = at + Segment.stride(size);
        return fixed(tag) || behind > segment.limit() || mayBegin(segment, behind) ? SPOILED : DAMAGED;
    }

    private static boolean mayBegin(Segment segment, int at) {
        int length = segment.lengthAt(at);
        int tag = segment.tagAt(at);
        return length == 0 ? tag == 0 : plausible(segment, at, Math.max(0, Math.abs(length)), tag);
    }

    private static boolean plausible(Segment segment, int at, int size, int tag) {
        if (!RecordKind.among(segment.kindsOfDead(), tag)) {
            return false;
        }
        if (RecordKind.END.of(tag)) {
            return size == Segment.RECORD_HEADER && RecordKind.index(tag) == 0;
        }
        boolean shaped = RecordKind.POINT.of(tag)
                ? size == Segment.POINT_BYTES
                : RecordKind.SAMPLE.of(tag) ? size == Segment.SAMPLE_BYTES : size >= Segment.BYTES_HEADER;
        return shaped && size <= segment.limit() - at;
    }

    private static boolean fixed(int tag) {
        return RecordKind.POINT.of(tag) || RecordKind.SAMPLE.of(tag) || RecordKind.END.of(tag);
    }

    private static boolean right(Segment segment, int at, int size, int tag) {
        if (RecordKind.END.of(tag)) {
            return true;
        }
        if (RecordKind.POINT.of(tag)) {
            return right(segment, tag, segment.longAt(at + 8), segment.longAt(at + 16), segment.longAt(at + 24));
        }
        if (RecordKind.SAMPLE.of(tag)) {
            return right(segment, tag, 0, segment.longAt(at + 8), segment.longAt(at + 16));
        }
        int sum = Check.ofBytes(new CRC32(), segment.number(), tag, segment.contentAt(at, size));
        return sum == segment.intAt(at + Segment.RECORD_HEADER);
    }

    private static boolean right(Segment segment, int tag, long step, long timed, long value) {
        long time = timed >> Segment.TIME_SHIFT;
        return (timed & 0xffff) == Check.ofPoint(segment.salt(), tag, step, time, value);
    }
}
