package dev.headwater.processor.detect.throughput;

import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.run.Split;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/**
 * How long a step takes, as a series tells it, in milliseconds or in the unit of the series.
 *
 * <p>Every metric of a loop is logged at the same pace, so only one of them may tell it, or each would raise the same
 * finding: the training loss, called just {@code loss}, by the steps and times of its points. Metrics that are a pace by
 * their name tell it by their values.
 */
enum Pace {
    /** By the steps and times of the points. */
    STEPS,
    /** Values are a rate, such as samples per second. */
    RATE,
    /** Values are the duration of a step. */
    DURATION,
    NONE;

    private static final List<String> RATES = List.of(
            "per_sec",
            "per_s",
            "persec",
            "/s",
            "/sec",
            "/second",
            "throughput",
            "samples_sec",
            "tokens_sec",
            "it_s",
            "tps");
    private static final List<String> DURATIONS = List.of(
            "step_time",
            "time_per_step",
            "time/step",
            "iteration_time",
            "iter_time",
            "batch_time",
            "time_per_batch",
            "step_duration",
            "sec_per_it");

    /** The clock of a host is read in milliseconds, and logging comes in bursts: shorter times are not told apart. */
    private static final long SHORTEST_MILLIS = 100;

    private static final int STARTED = 0;
    private static final int STEP = 1;
    private static final int TIME = 2;
    static final int SLOTS = 3;

    static Pace of(SeriesName series) {
        if (series.hardware()) {
            return NONE;
        }
        Split split = Split.of(series);
        if (split.role() == Split.Role.EVALUATION) {
            return NONE;
        }
        String name = series.name().toLowerCase(Locale.ROOT);
        if (LossLike.is(series)) {
            return split.metric().equals("loss") ? STEPS : NONE;
        }
        if (DURATIONS.stream().anyMatch(name::contains)) {
            return DURATION;
        }
        return RATES.stream().anyMatch(word -> ends(name, word)) ? RATE : NONE;
    }

    private static boolean ends(String name, String word) {
        return name.endsWith(word) || name.endsWith(word + "ond");
    }

    /**
     * The time that a step took since the point before; NaN where that cannot be told, as when steps go back.
     *
     * @param memory its first {@link #SLOTS} slots are those of the pace
     */
    double take(double[] memory, Points points, int i) {
        double value = points.value(i);
        return switch (this) {
            case RATE -> value >= 0 ? 1 / value : Double.NaN;
            case DURATION -> value > 0 ? value : Double.NaN;
            case STEPS -> between(memory, points.step(i), points.time(i));
            case NONE -> Double.NaN;
        };
    }

    private static double between(double[] memory, long step, long time) {
        double steps = step - memory[STEP];
        double millis = time - memory[TIME];
        boolean onwards = memory[STARTED] != 0 && steps >= 0 && millis >= 0;
        if (onwards && (steps == 0 || millis < SHORTEST_MILLIS)) {
            return Double.NaN;
        }
        memory[STARTED] = 1;
        memory[STEP] = step;
        memory[TIME] = time;
        return onwards ? millis / steps : Double.NaN;
    }
}
