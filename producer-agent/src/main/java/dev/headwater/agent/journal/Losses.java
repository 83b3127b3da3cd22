package dev.headwater.agent.journal;

/** Bytes of a chain that were records once. What is read again is counted once: places only grow. */
final class Losses {

    private long upTo = Long.MIN_VALUE;
    private long bytes;

    /** @param position where they begin */
    void add(long position, long lost) {
        if (position >= upTo && lost > 0) {
            bytes += lost;
            upTo = position + 1;
        }
    }

    long bytes() {
        return bytes;
    }
}
