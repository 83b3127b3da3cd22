package dev.headwater.agent.journal;

/** What a record of a segment is. The numbers are part of the format. */
enum RecordKind {
    /** Metric point: step, time in milliseconds since 1970 (long each), value (double). */
    POINT(1),
    /** Hardware sample: time in milliseconds since 1970 (long), value (double). */
    SAMPLE(2),
    /** A {@code RunEvent} in Confluent framing with a bundled schema id; its sequence is its place in the chain. */
    EVENT(3),
    /** Nothing more in this segment. */
    END(4),
    /** Run id, rank, boot id, as texts. */
    IDENTITY(5),
    /** Name and context of a metric, as texts; its index is in the tag. */
    METRIC_SERIES(6),
    /** Host, device, quantity and unit, as texts; its index is in the tag. */
    HARDWARE_SERIES(7);

    static final int LARGEST_INDEX = 0x00ff_ffff;

    private final int number;

    RecordKind(int number) {
        this.number = number;
    }

    /** @param index of a series, 0 to {@link #LARGEST_INDEX} */
    int tag(int index) {
        return number << 24 | index;
    }

    boolean of(int tag) {
        return tag >>> 24 == number;
    }

    static boolean known(int tag) {
        int number = tag >>> 24;
        return number >= POINT.number && number <= HARDWARE_SERIES.number;
    }

    static int index(int tag) {
        return tag & LARGEST_INDEX;
    }
}
