package dev.headwater.agent;

import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.journal.Series;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One measured quantity of a device of the host, such as power of gpu0. The same promises as {@link Metric}. */
public final class Resource {

    /** Takes values and forgets them. */
    static final Resource NONE = new Resource(null, Series.hardware(-1, "", "", "", ""), InstantSource.system());

    private final @Nullable RunJournal journal;
    private final Series series;
    private final InstantSource clock;

    Resource(@Nullable RunJournal journal, Series series, InstantSource clock) {
        this.journal = journal;
        this.series = series;
        this.clock = clock;
    }

    /** @param value in the unit of the resource */
    public void log(double value) {
        log(value, clock.millis());
    }

    /**
     * @param value in the unit of the resource
     * @param epochMillis milliseconds since 1970-01-01T00:00:00Z
     */
    public void log(double value, long epochMillis) {
        if (journal != null) {
            journal.append(series, 0, epochMillis, value);
        }
    }
}
