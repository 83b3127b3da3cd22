package dev.headwater.agent;

import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.journal.Series;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One metric of a run in one context, such as loss in train. Calls take tens of nanoseconds, allocate nothing, never
 * throw and, unless the collector was told to wait when its journal is full, never wait. Any thread may call.
 */
public final class Metric {

    private final @Nullable RunJournal journal;
    private final Series series;
    private final InstantSource clock;

    Metric(@Nullable RunJournal journal, Series series) {
        this(journal, series, InstantSource.system());
    }

    Metric(@Nullable RunJournal journal, Series series, InstantSource clock) {
        this.journal = journal;
        this.series = series;
        this.clock = clock;
    }

    /**
     * Logs a point, now.
     *
     * @param step optimiser step, or any other count that grows
     * @param value in the unit of the metric; NaN and infinities are values
     */
    public void log(long step, double value) {
        if (journal != null) {
            journal.append(series, step, clock.millis(), value);
        }
    }

    /**
     * Logs a point of a known time.
     *
     * @param step optimiser step, or any other count that grows
     * @param value in the unit of the metric; NaN and infinities are values
     * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
     */
    public void log(long step, double value, long epochMillis) {
        if (journal != null) {
            journal.append(series, step, epochMillis, value);
        }
    }

    /** Name of the metric. */
    public String name() {
        return series.name();
    }

    /** Context of the metric; empty for none. */
    public String context() {
        return series.context();
    }
}
