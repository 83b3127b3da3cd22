package dev.headwater.agent.journal;

/** A reader's place in a chain. */
final class Cursor {

    private Segment segment;
    private int offset;

    Cursor(Segment segment, int offset) {
        this.segment = segment;
        this.offset = offset;
    }

    Segment segment() {
        return segment;
    }

    int offset() {
        return offset;
    }

    void advance(int bytes) {
        offset += bytes;
    }

    void enter(Segment other) {
        segment = other;
        offset = Segment.HEADER;
    }

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
}
