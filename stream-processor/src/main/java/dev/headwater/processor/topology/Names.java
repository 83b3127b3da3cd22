package dev.headwater.processor.topology;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names of the stages and stores. They are part of the state on disk and in changelog topics: never rename one. */
final class Names {

    static final String APPLICATION = "headwater-processor";

    static final String DEDUPE = "dedupe";
    static final String LINEAGE = "lineage";
    static final String SERIES = "series";
    static final String LIVENESS = "liveness";
    static final String DETECT = "detect";
    static final String CENSUS = "census";

    static final String STATEMENTS = "statements-out";
    static final String CHUNKS = "chunks-out";
    static final String ANOMALIES = "anomalies-out";
    static final String DEAD_LETTERS = "dead-letters-out";

    /** What arrived of each boot. */
    static final String BOOTS = "boots";
    /** Shapes of the last batches of each boot that has not arrived whole. */
    static final String RECENT_BATCHES = "recent-batches";
    /** Lineage of each run. */
    static final String RUNS = "runs";
    /** Summary, unfinished chunk and detectors of each series. */
    static final String SERIES_STATE = "series-state";
    /** Series with points that were not said yet, and since when. */
    static final String PENDING = "pending";
    /** Signs of life of each run. */
    static final String PULSES = "pulses";
    /** Series and findings counted per run. */
    static final String QUOTAS = "quotas";

    private Names() {}

    /** What {@code init} has set. */
    static <T> T initialised(@Nullable T field) {
        return Objects.requireNonNull(field, "a processor was used before it was initialised");
    }
}
