package dev.headwater.processor.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

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

    public static String rank(String runId, int rank) {
        return runId + END + rank;
    }

    /** The rank that a key of {@link #rank} belongs to. */
    public static int rankOf(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf(END) + 1));
    }

    public static String series(String runId, String seriesId) {
        return runId + END + seriesId;
    }

    /** A batch that came before the start of its run, counted from 0. */
    public static String early(String runId, int index) {
        return runId + END + index;
    }

    /** What a run did with a content. */
    public static String touch(String contentId, String runId) {
        return contentId + END + runId;
    }

    /** What the keys of all that was done with the content begin with. */
    public static String touches(String contentId) {
        return contentId + END;
    }

    /** @param series key of a series */
    static String part(String series, int index) {
        return series + END + index;
    }

    /** Whether the key is of something that belongs to a run, and not the run itself. */
    public static boolean isOfRun(String key) {
        return key.indexOf(END) >= 0;
    }

    /** The run that a key of {@link #boot} or {@link #series} belongs to. */
    public static String run(String key) {
        return key.substring(0, key.indexOf(END));
    }

    /** Deletes all keys of the run. */
    public static <V> void deleteOf(String runId, KeyValueStore<String, V> store) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, V> found = store.prefixScan(prefix(runId), new StringSerializer())) {
            found.forEachRemaining(each -> keys.add(each.key));
        }
        keys.forEach(store::delete);
    }
}
