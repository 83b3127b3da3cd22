package dev.headwater.processor.store;

/** Keys of state: the run first, then a zero character, which no run id has, so that a run's keys are a prefix scan. */
public final class StoreKeys {

    private static final char END = '\0';

    private StoreKeys() {}

    /** What the keys of all that belongs to the run begin with. */
    public static String prefix(String runId) {
        return runId + END;
    }

    public static String boot(String runId, int rank, String bootId) {
        return runId + END + rank + END + bootId;
    }

    public static String series(String runId, String seriesId) {
        return runId + END + seriesId;
    }

    /** What a run did with a content. */
    public static String touch(String contentId, String runId) {
        return contentId + END + runId;
    }

    /** What the keys of all that was done with the content begin with. */
    public static String touches(String contentId) {
        return contentId + END;
    }

    /** What the keys of all series of hardware of the run begin with. */
    public static String resources(String runId) {
        return prefix(runId) + "resource:";
    }

    /** The run that a key of {@link #boot} or {@link #series} belongs to. */
    public static String run(String key) {
        return key.substring(0, key.indexOf(END));
    }
}
