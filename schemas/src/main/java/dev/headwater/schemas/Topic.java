package dev.headwater.schemas;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.RunEvent;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.series.SeriesChunk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The topics of Headwater. All of them have the same number of partitions and are partitioned by run, so that one task
 * sees all of a run; keys are UTF-8 text.
 */
public enum Topic {
    /** Lifecycle, params, artifacts, environment. Key: run. */
    RUN_EVENTS("headwater.run-events", RunEvent.getClassSchema(), Cleanup.DELETE),
    /** Metric points in batches. Key: run. */
    METRICS("headwater.metrics", MetricBatch.getClassSchema(), Cleanup.DELETE),
    /** Hardware samples in batches. Key: run. */
    HARDWARE("headwater.hardware", HardwareBatch.getClassSchema(), Cleanup.DELETE),
    /** PROV statements, the source of truth of the graph. Key: {@link dev.headwater.prov.StatementKey}. */
    LINEAGE("headwater.lineage", ProvStatement.getClassSchema(), Cleanup.COMPACT),
    /** Points of series. Key: {@code run|series|index}. */
    SERIES("headwater.series", SeriesChunk.getClassSchema(), Cleanup.COMPACT),
    /** Findings. Key: run. */
    ANOMALIES("headwater.anomalies", Anomaly.getClassSchema(), Cleanup.DELETE),
    /** Records that could not be read or written, as they were, with headers that say why. Key: as it was. */
    DEAD_LETTERS("headwater.dead-letters", null, Cleanup.DELETE);

    /** Partitions of every topic unless the operator chose otherwise. */
    public static final int DEFAULT_PARTITIONS = 4;

    private enum Cleanup {
        DELETE,
        COMPACT
    }

    private final String topicName;
    private final @Nullable Schema schema;
    private final Cleanup cleanup;

    Topic(String topicName, @Nullable Schema schema, Cleanup cleanup) {
        this.topicName = topicName;
        this.schema = schema;
        this.cleanup = cleanup;
    }

    public String topicName() {
        return topicName;
    }

    /** Schema of the values; empty where values are bytes of any kind. */
    public Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }

    /** Subject of the value schema in a registry. */
    public String subject() {
        return topicName + "-value";
    }

    /**
     * Topic settings that hold for every broker.
     *
     * @return name to value, as Kafka's {@code NewTopic.configs} takes them
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cleanup.policy", cleanup == Cleanup.COMPACT ? "compact" : "delete");
        if (cleanup == Cleanup.DELETE) {
            settings.put("retention.ms", this == DEAD_LETTERS ? "2592000000" : "604800000");
        }
        settings.put("max.message.bytes", "4194304");
        return settings;
    }

    /**
     * The partition of a run, on each of the topics: the one that Kafka's own producer chooses for a key that is the run.
     *
     * @param runId bare id of the run
     * @param partitions how many the topic has
     */
    public static int partition(String runId, int partitions) {
        return Utils.toPositive(Utils.murmur2(runId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    public static Optional<Topic> ofName(String topicName) {
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.equals(topicName))
                .findFirst();
    }
}
