package dev.headwater.processor.detect.run;

import dev.headwater.processor.series.SeriesName;
import java.util.Set;

/** Which metrics say how long a step takes, in whatever unit. */
final class StepTimes {

    private static final Set<String> NAMES = Set.of(
            "step_time",
            "step_time_ms",
            "step_ms",
            "time_per_step",
            "iteration_time",
            "iter_time",
            "batch_time",
            "seconds_per_step",
            "sec_per_step",
            "step_duration",
            "compute_time",
            "forward_backward_time");

    private StepTimes() {}

    static boolean are(SeriesName series) {
        return !series.hardware() && NAMES.contains(Split.of(series).metric());
    }
}
