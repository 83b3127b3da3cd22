package dev.headwater.agent.journal;

import org.jspecify.annotations.Nullable;

/** A reader's place in a chain. */
final class Cursor {

    /** Why reading stopped. */
    enum Stop {
        /** Nothing more is there now. */
        NOTHING,
        /** The given position was reached. */
        LIMIT,
        /** The reader wanted no more. */
        READER,
        /** What is here, or the segment that should follow, is damaged. */
        DAMAGE
    }

    private Segment segment;
    private int offset;
    /** Zeros passed since the last record of this segment of a dead process. */
    private int zeros;

    private final Losses losses;

    Cursor(Segment segment, int offset) {
        this(segment, offset, new Losses());
    }

    Cursor(Segment segment, int offset, Losses losses) {
        this.segment = segment;
        this.offset = offset;
        this.losses = losses;
    }

    Segment segment() {
        return segment;
    }

    int offset() {
        return offset;
    }

    void enter(Segment other, int at) {
        segment = other;
        offset = at;
        zeros = 0;
    }

    /** Another at the same place, which keeps what it finds lost for itself. */
    Cursor copy() {
        return new Cursor(segment, offset);
    }

    /** Comparable among the positions of a chain. */
    long position() {
        return position(segment.number(), offset);
    }

    static long position(long number, int offset) {
        return number << 32 | offset;
    }

    /** Reads what is published, in order, and moves past it; to a position at most. */
    Stop read(long until, RecordReader reader) {
        while (position() < until) {
            Segment here = segment;
            int at = offset;
            if (here.dead()) {
                Stop stop = readDead(here, at, reader);
                if (stop != null) {
                    return stop;
                }
                continue;
            }
            int length = here.lengthAt(at);
            if (length <= 0) {
                return Stop.NOTHING;
            }
            int tag = here.tagAt(at);
            if (RecordKind.END.of(tag)) {
                Segment next = here.next();
                if (next == null) {
                    return Stop.NOTHING;
                }
                enter(next, Segment.HEADER);
                reader.entered(next);
                continue;
            }
            if (!reader.read(here, at, length, tag)) {
                return Stop.READER;
            }
            offset = at + Segment.stride(length);
        }
        return Stop.LIMIT;
    }

    /** @return null to go on */
    private @Nullable Stop readDead(Segment here, int at, RecordReader reader) {
        if (at > here.limit()) {
            return following(here, reader);
        }
        Inspection found = Inspection.of(here, at);
        if (found == Inspection.EMPTY) {
            zeros += 8;
            offset = at + 8;
            return null;
        }
        if (found == Inspection.DAMAGED) {
            return Stop.DAMAGE;
        }
        // Zeros before a record were one once, or, very rarely, the claim of a writer that was killed at once.
        loseZeros();
        int length = Math.abs(here.lengthAt(at));
        int tag = here.tagAt(at);
        if (found == Inspection.BEGUN) {
            offset = at + Segment.stride(length);
            return null;
        }
        if (RecordKind.END.of(tag)) {
            offset = here.limit() + 8;
            return null;
        }
        if (found == Inspection.SPOILED) {
            reader.spoiled(tag);
            losses.add(position(), length);
        } else if (!reader.read(here, at, length, tag)) {
            return Stop.READER;
        }
        offset = at + Segment.stride(length);
        return null;
    }

    private @Nullable Stop following(Segment here, RecordReader reader) {
        Segment next = here.next();
        if (next == null) {
            return Stop.NOTHING;
        }
        // Whoever began the next one had found this one full.
        loseZeros();
        if (next.number() != here.number() + 1) {
            return Stop.DAMAGE;
        }
        enter(next, Segment.HEADER);
        reader.entered(next);
        return null;
    }

    private void loseZeros() {
        if (zeros > 0) {
            losses.add(position() - zeros, zeros);
            zeros = 0;
        }
    }
}
