package dev.headwater.processor.detect.run;

/** Something that is concluded about a run, rather than said by it. Times are milliseconds since 1970-01-01T00:00:00Z. */
public sealed interface Turn {

    /** Rank that stands for the run as a whole. */
    int WHOLE_RUN = -1;

    long time();

    /** The run ended, and all that it sent has arrived. */
    record Settled(long time) implements Turn {}

    /**
     * The run, or one rank of it, has been silent for longer than it may.
     *
     * @param rank the rank, or {@link #WHOLE_RUN}
     * @param time when it was last heard
     * @param silentMillis how long it has been silent
     */
    record Lost(int rank, long time, long silentMillis) implements Turn {}

    /**
     * What was lost was heard again.
     *
     * @param rank the rank, or {@link #WHOLE_RUN}
     */
    record HeardAgain(int rank, long time) implements Turn {}
}
