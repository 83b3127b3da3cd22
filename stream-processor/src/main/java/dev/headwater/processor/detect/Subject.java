package dev.headwater.processor.detect;

import dev.headwater.processor.series.SeriesName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finding is about within its run.
 *
 * @param withinRun part of the finding's identifier, unique among the subjects of a rule in a run; stays the same
 * @param label what a person would call it
 * @param series the series, where it is about one
 * @param used qualified names of the entities that the detection looked at, such as series or a configuration
 */
public record Subject(
        String withinRun, String label, @Nullable SeriesName series, List<String> used) {

    public Subject {
        used = List.copyOf(used);
    }

    public static Subject of(SeriesName series) {
        return new Subject(series.withinRun(), series.label(), series, List.of(series.id()));
    }
}
