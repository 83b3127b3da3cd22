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
    static final String RUN_RULES = "run-rules";
    static final String DETECT = "detect";
    static final String CENSUS = "census";

    /** Where runs meet that share a content; fed by its own topic, keyed by content. */
    static final String MEETING = "meeting";
    /** Names the topic between {@link #LINEAGE} and {@link #MEETING}: headwater-processor-contents-repartition. */
    static final String CONTENTS = "contents";
    /** The first stage on the way to that topic, as Kafka Streams names it. */
    static final String TO_CONTENTS = CONTENTS + "-repartition-filter";

    /** Where the runs of an experiment are compared; fed by its own topic, keyed by experiment. */
    static final String SIBLINGS = "siblings";
    /** Names the topic between {@link #LINEAGE} and {@link #SIBLINGS}: headwater-processor-experiments-repartition. */
    static final String EXPERIMENTS = "experiments";
    /** The first stage on the way to that topic, as Kafka Streams names it. */
    static final String TO_EXPERIMENTS = EXPERIMENTS + "-repartition-filter";

    static final String STATEMENTS = "statements-out";
    static final String SIBLING_STATEMENTS = "sibling-statements-out";
    static final String SIBLING_ANOMALIES = "sibling-anomalies-out";
    static final String MEETING_STATEMENTS = "meeting-statements-out";
    static final String CHUNKS = "chunks-out";
    static final String ANOMALIES = "anomalies-out";
    static final String DEAD_LETTERS = "dead-letters-out";

    /** What arrived of each boot. */
    static final String BOOTS = "boots";
    /** Shapes of the last batches of each boot that has not arrived whole. */
    static final String RECENT_BATCHES = "recent-batches";
    /** Lineage of each run. */
    static final String RUNS = "runs";
    /** Summary, end of the unfinished chunk, and detectors of each series. */
    static final String SERIES_STATE = "series-state";
    /** Parts of unfinished chunks that will not change. */
    static final String CHUNK_PARTS = "chunk-parts";
    /** Sketches of the values in the full chunks of each series. */
    static final String SERIES_QUANTILES = "series-quantiles";
    /** Runs with points that were not said yet, and since when. */
    static final String PENDING = "pending";
    /** Signs of life of each run. */
    static final String PULSES = "pulses";
    /** Signs of life of each rank. */
    static final String RANK_PULSES = "rank-pulses";
    /** Series and findings counted per run. */
    static final String QUOTAS = "quotas";
    /** Batches whose run has not said its start yet. */
    static final String EARLY_BATCHES = "early-batches";
    /** What is known of each content over all runs. */
    static final String MEETINGS = "meetings";
    /** What each run did with each content. */
    static final String TOUCHES = "touches";

    /** What the rules over whole runs remember of each run. */
    static final String RUN_WATCHES = "run-watches";
    /** What the runs of each experiment have in common. */
    static final String SIBLINGS_OF = "siblings-of";

    private Names() {}

    /** What {@code init} has set. */
    static <T> T initialised(@Nullable T field) {
        return Objects.requireNonNull(field, "a processor was used before it was initialised");
    }
}
