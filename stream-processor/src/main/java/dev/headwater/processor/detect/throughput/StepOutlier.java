package dev.headwater.processor.detect.throughput;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** Again and again, and on no schedule, single steps take much longer than the others. */
public final class StepOutlier implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: an interval is the time a step took, see Pace. Its logarithm is compared with an exponentially weighted
     * centre in units of an exponentially weighted mean absolute deviation (times 1.2533, which makes it a standard
     * deviation for normal noise), at least SMALLEST_SCALE. Both learn an interval only as far as CLIP scales from the
     * centre. Above sigma it is an outlier; as many outliers as asked for within window intervals are the condition, unless
     * they come on a schedule: evaluations, checkpoints and the like come at distances that share a divisor of SCHEDULED
     * or more. It is over when window intervals went by without an outlier.
     *
     * It is a notice, never a warning: schedules that are not counted in steps, such as epochs and wall clocks, look the
     * same. What makes a run as a whole slow is the affair of throughput-drop.
     *
     * Bounds: 9 + outliers doubles; per interval a logarithm and a few products, at an outlier a walk over the last ones.
     *
     * References: SageMaker Debugger's StepOutlier, 10 outliers beyond its number of standard deviations.
     */
    private static final Threshold SIGMA = Threshold.of(
            "sigma", 5, 0.1, 1000, "standard deviations of the logarithm of the step time above its recent course");
    private static final Threshold OUTLIERS =
            Threshold.count("outliers", 10, 2, 100, "outliers within the window; SageMaker's");
    private static final Threshold WINDOW =
            Threshold.count("window", 500, 2, 1_000_000, "intervals in which the outliers are counted; our own guess");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "step-outlier",
            1,
            true,
            "again and again, and on no schedule, single steps take much longer than the others; a notice",
            List.of(SIGMA, OUTLIERS, WINDOW),
            thresholds -> "Fewer than " + thresholds.count(OUTLIERS) + " of " + thresholds.count(WINDOW)
                    + " step times are " + Threshold.text(thresholds.get(SIGMA))
                    + " standard deviations above their recent course, or they come on a schedule.",
            (rule, thresholds) -> new StepOutlier(rule, thresholds, Pace.NONE));

    private static final int WARM_UP = 30;
    private static final int SCHEDULED = 5;
    private static final double CLIP = 3;
    private static final double WEIGHT = 0.02;
    private static final double SMALLEST_SCALE = 0.05;
    private static final double TO_SIGMA = 1.2533;

    private static final int COUNT = Pace.SLOTS;
    private static final int CENTRE = Pace.SLOTS + 1;
    private static final int SCALE = Pace.SLOTS + 2;
    private static final int FOUND = Pace.SLOTS + 3;
    private static final int LAST = Pace.SLOTS + 4;
    private static final int OPEN = Pace.SLOTS + 5;
    private static final int RING = Pace.SLOTS + 6;

    private final Rule rule;
    private final Thresholds thresholds;
    private final double sigma;
    private final int outliers;
    private final int window;
    private final Pace pace;

    private StepOutlier(Rule rule, Thresholds thresholds, Pace pace) {
        this.rule = rule;
        this.thresholds = thresholds;
        this.sigma = thresholds.get(SIGMA);
        this.outliers = thresholds.count(OUTLIERS);
        this.window = thresholds.count(WINDOW);
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
        return new StepOutlier(rule, thresholds, Pace.of(series));
    }

    @Override
    public int slots() {
        return RING + outliers;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double interval = pace.take(memory, points, i);
        if (!(interval > 0) || Double.isInfinite(interval)) {
            return Signal.QUIET;
        }
        double log = Math.log(interval);
        double scale = Math.max(SMALLEST_SCALE, TO_SIGMA * memory[SCALE]);
        double score = (log - memory[CENTRE]) / scale;
        boolean warm = memory[COUNT] >= WARM_UP;
        learn(memory, warm ? memory[CENTRE] + scale * Math.max(-CLIP, Math.min(CLIP, score)) : log);
        if (!warm || score <= sigma) {
            if (memory[OPEN] == 0 || memory[COUNT] - memory[LAST] < window) {
                return Signal.QUIET;
            }
            memory[OPEN] = 0;
            memory[FOUND] = 0;
            return Signal.CALM;
        }
        memory[LAST] = memory[COUNT];
        memory[RING + (int) (memory[FOUND]++ % outliers)] = memory[COUNT];
        if (memory[FOUND] < outliers) {
            return Signal.QUIET;
        }
        double first = memory[RING + (int) (memory[FOUND] % outliers)];
        if (memory[COUNT] - first >= window || scheduled(memory)) {
            return Signal.QUIET;
        }
        memory[OPEN] = 1;
        double within = memory[COUNT] - first + 1;
        double usual = Math.exp(memory[CENTRE]);
        return new Signal.Breach(
                Severity.INFO,
                score,
                () -> String.format(
                        Locale.ROOT,
                        "tells of a step that took %.1f times as long as usual, the %dth such in %.0f intervals,",
                        interval / usual,
                        outliers,
                        within));
    }

    private static void learn(double[] memory, double log) {
        double weight = Math.max(WEIGHT, 1 / (memory[COUNT] + 1));
        if (memory[COUNT] == 0) {
            memory[CENTRE] = log;
        }
        memory[SCALE] += weight * (Math.abs(log - memory[CENTRE]) - memory[SCALE]);
        memory[CENTRE] += weight * (log - memory[CENTRE]);
        memory[COUNT]++;
    }

    /** Whether the distances between the last outliers share a divisor. */
    private boolean scheduled(double[] memory) {
        long divisor = 0;
        for (int k = 1; k < outliers; k++) {
            int newer = RING + (int) ((memory[FOUND] - k) % outliers);
            int older = RING + (int) ((memory[FOUND] - k - 1) % outliers);
            divisor = divisor(divisor, (long) (memory[newer] - memory[older]));
        }
        return divisor >= SCHEDULED;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
