package dev.headwater.processor.detect.loss;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Streak;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.detect.Window;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** A loss jumps far above where it was, and stays there for at least two points. */
public final class LossSpike implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: the logarithm of the loss is compared with its exponentially weighted centre, in units of its exponentially
     * weighted mean absolute deviation (times 1.2533, which makes it a standard deviation for normal noise), and the loss
     * with the median of the last RECENT points. A point is out when it is above both z and ratio; a spike is consecutive
     * such points. The centre, the scale and the window learn a point only as far as CLIP scales from the centre, so a
     * spike does not teach them its own height, yet a new level is learnt in the end. A spike that lasts longer than
     * recovery points becomes critical; it is over after calm-after points that are not out. Values of 0 and below have
     * no logarithm and are passed over, as are non-finite ones (another rule's affair).
     *
     * Bounds: 6 + RECENT doubles; per point a logarithm and a few products; the median is taken only when the deviation
     * is already out.
     *
     * References: BLOOM tr11, 2.2 to 5.1 and recovered within about 30 iterations. On 39 healthy GPT speed-run curves
     * a rule for single points (median + 8 MAD and + 0.3) fires in every run: persistence and the ratio matter.
     */
    private static final Threshold Z = Threshold.of(
            "z", 6, 0.1, 1000, "standard deviations of the logarithm above its recent course; our own guess");
    private static final Threshold RATIO = Threshold.of(
            "ratio", 1.5, 1, 1000, "times the median of the last 32 points; BLOOM's spike of 2.2 to 5.1 is 2.3 times");
    private static final Threshold CONSECUTIVE =
            Threshold.count("consecutive", 2, 1, 1000, "points in a row that are out; single points are noise");
    private static final Threshold LASTING = Threshold.count(
            "lasting", 5, 1, 1_000_000, "points it lasts before it is a warning, a notice until then; LLM Foundry's 5");
    private static final Threshold RECOVERY = Threshold.count(
            "recovery", 30, 1, 1_000_000, "points after which it becomes critical; BLOOM recovered within about 30");
    private static final Threshold CALM_AFTER = Threshold.count(
            "calm-after", 3, 1, 1_000_000, "points in a row inside after which it is over; our own guess");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "loss-spike",
            1,
            true,
            "a loss jumps far above where it was and stays there for some points",
            List.of(Z, RATIO, CONSECUTIVE, LASTING, RECOVERY, CALM_AFTER),
            thresholds -> "The loss stays within " + Threshold.text(thresholds.get(RATIO))
                    + " times its recent median and within " + Threshold.text(thresholds.get(Z))
                    + " standard deviations of its recent course.",
            LossSpike::new);

    private static final int RECENT = 32;
    private static final int WARM_UP = 20;
    private static final double CLIP = 3;
    private static final double CENTRE_WEIGHT = 0.1;
    private static final double SCALE_WEIGHT = 0.05;
    private static final double SMALLEST_SCALE = 0.01;
    private static final double TO_SIGMA = 1.2533;

    private static final int CENTRE = 0;
    private static final int SCALE = 1;
    private static final Streak STREAK = new Streak(2);
    /** In logarithms. */
    private static final Window WINDOW = new Window(2 + Streak.SLOTS, RECENT);

    private final Rule rule;
    private final double z;
    private final double ratio;
    private final int consecutive;
    private final int lasting;
    private final int recovery;
    private final int calmAfter;

    private LossSpike(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.z = thresholds.get(Z);
        this.ratio = thresholds.get(RATIO);
        this.consecutive = thresholds.count(CONSECUTIVE);
        this.lasting = thresholds.count(LASTING);
        this.recovery = thresholds.count(RECOVERY);
        this.calmAfter = thresholds.count(CALM_AFTER);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return LossLike.is(series);
    }

    @Override
    public int slots() {
        return 2 + Streak.SLOTS + WINDOW.slots();
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double value = points.value(i);
        if (!Double.isFinite(value) || value <= 0) {
            return Signal.QUIET;
        }
        double log = Math.log(value);
        if (WINDOW.count(memory) == 0) {
            memory[CENTRE] = log;
        }
        double sigma = Math.max(memory[SCALE] * TO_SIGMA, SMALLEST_SCALE);
        double score = (log - memory[CENTRE]) / sigma;
        boolean warm = WINDOW.count(memory) >= WARM_UP;
        double median = warm && score > z ? Math.exp(WINDOW.median(memory)) : Double.NaN;
        boolean out = warm && score > z && value > ratio * median;
        learn(memory, warm ? clip(log, memory[CENTRE], sigma) : log);
        if (!out) {
            return STREAK.inside(memory, calmAfter);
        }
        if (STREAK.out(memory) < consecutive && !STREAK.isOpen(memory)) {
            return Signal.QUIET;
        }
        double lasted = STREAK.open(memory);
        Severity severity =
                lasted > recovery ? Severity.CRITICAL : lasted >= lasting ? Severity.WARNING : Severity.INFO;
        return new Signal.Breach(
                severity,
                score,
                () -> String.format(
                        Locale.ROOT,
                        "rose to %.4g, %.1f times its recent median of %.4g",
                        value,
                        value / median,
                        median));
    }

    private static double clip(double log, double centre, double sigma) {
        return Math.min(centre + CLIP * sigma, Math.max(centre - CLIP * sigma, log));
    }

    private static void learn(double[] memory, double log) {
        // The first points count alike, so that the scale does not start at nothing.
        double share = 1 / (WINDOW.count(memory) + 1);
        double deviation = Math.abs(log - memory[CENTRE]);
        memory[SCALE] += Math.max(SCALE_WEIGHT, share) * (deviation - memory[SCALE]);
        memory[CENTRE] += Math.max(CENTRE_WEIGHT, share) * (log - memory[CENTRE]);
        WINDOW.add(memory, log);
    }
}
