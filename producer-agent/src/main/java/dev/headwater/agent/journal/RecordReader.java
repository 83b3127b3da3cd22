package dev.headwater.agent.journal;

/** What is done with each record of a chain. */
@FunctionalInterface
interface RecordReader {

    /**
     * @param at where the record begins in the segment
     * @param length in bytes, the record header included
     * @return false to stop before this record
     */
    boolean read(Segment segment, int at, int length, int tag);

    /** A record was there whose content is not what was written; it is stepped over. */
    default void spoiled(int tag) {}

    /** The next segment begins. */
    default void entered(Segment segment) {}
}
