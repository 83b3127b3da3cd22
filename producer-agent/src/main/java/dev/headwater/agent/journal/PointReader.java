package dev.headwater.agent.journal;

/** What is done with each point read from a journal. */
@FunctionalInterface
public interface PointReader {

    /**
     * @param step 0 for a hardware sample
     * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
     * @return false to stop before this point
     */
    boolean read(Series series, long step, long epochMillis, double value);
}
