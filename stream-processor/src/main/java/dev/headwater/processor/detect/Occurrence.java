package dev.headwater.processor.detect;

import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.processor.series.Points;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where in a run a rule noticed something.
 *
 * @param step step of the point; null where there are no steps
 * @param time milliseconds since 1970-01-01T00:00:00Z, by the clock of the training host
 * @param value the value that decided, NaN where there is none
 * @param origin record that brought it
 */
public record Occurrence(@Nullable Long step, long time, double value, Origin origin) {

    public static Occurrence of(Points points, int i, Origin origin) {
        return new Occurrence(points.hasSteps() ? points.step(i) : null, points.time(i), points.value(i), origin);
    }

    public EvidencePoint point() {
        return new EvidencePoint(step, Instant.ofEpochMilli(time), value, null);
    }
}
