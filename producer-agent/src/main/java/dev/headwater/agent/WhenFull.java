package dev.headwater.agent;

/** What a log call does when the journal is at its size limit. */
public enum WhenFull {
    /** Leaves the point out and counts it, per series. A log call never waits: for training. */
    THIN,
    /** Waits until the broker has taken enough: for tools that replay what is already on disk. */
    WAIT
}
