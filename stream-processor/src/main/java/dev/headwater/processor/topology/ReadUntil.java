package dev.headwater.processor.topology;

/** How much of the inputs has been read: a clock that stands still while what was said meanwhile still waits. */
@FunctionalInterface
public interface ReadUntil {

    /** Where nothing can wait, as in memory. */
    ReadUntil ALWAYS = partition -> Long.MAX_VALUE;

    /**
     * Everything that came into this partition of the inputs before this time has been read; milliseconds since
     * 1970-01-01T00:00:00Z, 0 while it is not known.
     */
    long millis(int partition);
}
