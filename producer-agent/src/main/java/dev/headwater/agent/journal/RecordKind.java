package dev.headwater.agent.journal;

/** What a record of a segment is. The numbers are part of the format. */
enum RecordKind {
    /** Metric point: step, time with check sum (long each), value (double). */
    POINT(1),
    /** Hardware sample: time with check sum (long), value (double). */
    SAMPLE(2),
    /**
     * A {@code RunEvent} in Confluent framing with a bundled schema id; its sequence is its place in the chain. An index
     * other than 0 names the {@link #PENDING} record that it fulfils.
     */
    EVENT(3),
    /** Nothing more in this segment. */
    END(4),
    /** Run id, rank, boot id, as texts. */
    IDENTITY(5),
    /** Name and context of a metric, as texts; its index is in the tag. */
    METRIC_SERIES(6),
    /** Host, device, quantity and unit, as texts; its index is in the tag. */
    HARDWARE_SERIES(7),
    /** An event that waits for the digest of a file; its number, from 1, is in the tag. */
    PENDING(8),
    /** The event of a {@link #PENDING} record is in the chain of events. */
    DONE(9),
    /** It was said how much of a chain was damaged; the index is that of the chain. */
    DAMAGE_SAID(10);

    static final int LARGEST_INDEX = 0x00ff_ffff;

    /** Kinds in the chain of points, as a set of bits. */
    static final int POINTS = POINT.bit() | SAMPLE.bit() | END.bit();
    /** Kinds in the chain of events. */
    static final int EVENTS = EVENT.bit() | END.bit();
    /** Kinds in the catalog. */
    static final int CATALOG = IDENTITY.bit()
            | METRIC_SERIES.bit()
            | HARDWARE_SERIES.bit()
            | PENDING.bit()
            | DONE.bit()
            | DAMAGE_SAID.bit()
            | END.bit();

    private final int number;

    RecordKind(int number) {
        this.number = number;
    }

    private int bit() {
        return 1 << number;
    }

    /** @param index of a series, or of what the kind says; 0 to {@link #LARGEST_INDEX} */
    int tag(int index) {
        return number << 24 | index;
    }

    boolean of(int tag) {
        return tag >>> 24 == number;
    }

    /** Whether a tag is of one of these kinds. */
    static boolean among(int kinds, int tag) {
        int number = tag >>> 24;
        return number < 31 && (kinds >>> number & 1) == 1;
    }

    static int index(int tag) {
        return tag & LARGEST_INDEX;
    }
}
