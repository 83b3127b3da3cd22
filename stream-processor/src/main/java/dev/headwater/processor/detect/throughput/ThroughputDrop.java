package dev.headwater.processor.detect.throughput;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Streak;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** Steps have become slower than they used to be, and stay so. */
public final class ThroughputDrop implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: an interval is the time a step took, see Pace. It is slow when its rate is below share times the median rate
     * of the run so far, of which an even sample of HISTORY intervals is kept. Slow intervals in a row, for at least lasting
     * milliseconds, are a drop: evaluations, checkpoints, changes of data shards and the odd slow step are single. It is
     * over after CALM_AFTER intervals in a row that are not slow. Slow intervals enter the history as well, so steps that
     * became slower on purpose (longer sequences, larger batches) are the usual course once they make up half the run.
     *
     * Bounds: 7 + 3 + HISTORY doubles; per interval a walk over the history, no sorting while quiet.
     *
     * References: on 39 GPT speed runs single steps take twice as long about every 190 steps, and in one of them every
     * tenth; persistence is what tells a drop from those.
     */
    private static final Threshold SHARE = Threshold.of(
            "share", 0.8, 0, 1, "of the median rate so far, below which an interval is slow; our own guess");
    private static final Threshold INTERVALS =
            Threshold.count("intervals", 10, 1, 1_000_000, "slow intervals in a row; our own guess");
    private static final Threshold LASTING = Threshold.count(
            "lasting", 10_000, 0, 1_000_000_000, "milliseconds that the slow intervals last at least; our own guess");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "throughput-drop",
            1,
            true,
            "steps have become slower than they used to be, and stay so",
            List.of(SHARE, INTERVALS, LASTING),
            thresholds -> "The rate is not below " + Threshold.text(thresholds.get(SHARE))
                    + " times its median so far for " + thresholds.count(INTERVALS) + " intervals in a row and "
                    + Threshold.text(thresholds.get(LASTING) / 1000) + " s.",
            (rule, thresholds) -> new ThroughputDrop(rule, thresholds, Pace.NONE));

    private static final int HISTORY = 64;
    private static final int WARM_UP = 20;
    private static final int CALM_AFTER = 3;

    private static final int BEFORE = Pace.SLOTS;
    private static final int SINCE = Pace.SLOTS + 1;
    private static final Streak STREAK = new Streak(Pace.SLOTS + 2);
    private static final int SAMPLE = Pace.SLOTS + 2 + Streak.SLOTS;

    private final Rule rule;
    private final Thresholds thresholds;
    private final double share;
    private final int intervals;
    private final int lasting;
    private final Pace pace;
    private final History history = new History(SAMPLE, HISTORY);

    private ThroughputDrop(Rule rule, Thresholds thresholds, Pace pace) {
        this.rule = rule;
        this.thresholds = thresholds;
        this.share = thresholds.get(SHARE);
        this.intervals = thresholds.count(INTERVALS);
        this.lasting = thresholds.count(LASTING);
        this.pace = pace;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return Pace.of(series) != Pace.NONE;
    }

    @Override
    public Detector on(SeriesName series) {
        return new ThroughputDrop(rule, thresholds, Pace.of(series));
    }

    @Override
    public int slots() {
        return SAMPLE + history.slots();
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double interval = pace.take(memory, points, i);
        if (Double.isNaN(interval)) {
            return Signal.QUIET;
        }
        long time = points.time(i);
        double began = memory[BEFORE];
        memory[BEFORE] = time;
        boolean slow = history.count(memory) >= WARM_UP && history.medianBelow(memory, interval * share);
        history.add(memory, interval);
        if (!slow) {
            return STREAK.inside(memory, CALM_AFTER);
        }
        double slowIntervals = STREAK.out(memory);
        if (slowIntervals == 1) {
            memory[SINCE] = began;
        }
        boolean lasts = slowIntervals >= intervals && time - memory[SINCE] >= lasting;
        if (!lasts && !STREAK.isOpen(memory)) {
            return Signal.QUIET;
        }
        STREAK.open(memory);
        double median = history.median(memory);
        double seconds = (time - memory[SINCE]) / 1000;
        return new Signal.Breach(
                Severity.WARNING,
                interval / median,
                () -> String.format(
                        Locale.ROOT,
                        "tells of steps at %.0f %% of their median rate, slow for %.0f intervals and %.0f s,",
                        100 * median / interval,
                        slowIntervals,
                        seconds));
    }
}
