package dev.headwater.processor.detect;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.series.SeriesName;
import java.util.Arrays;
import java.util.Locale;

/** A loss jumps far above where it was, and stays there for at least two points. */
final class LossSpike implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: the logarithm of the loss is compared with its exponentially weighted centre, in units of its exponentially
     * weighted mean absolute deviation (times 1.2533, which makes it a standard deviation for normal noise), and the loss
     * with the median of the last WINDOW points. A point is out when it is above both Z and RATIO; a spike is CONSECUTIVE
     * such points. The centre, the scale and the window learn a point only as far as CLIP scales from the centre, so a
     * spike does not teach them its own height, yet a new level is learnt in the end. A spike that lasts longer than
     * RECOVERY points becomes critical; it is over after CALM_AFTER points that are not out. Values of 0 and below have
     * no logarithm and are passed over, as are non-finite ones (another rule's affair).
     *
     * Bounds: 8 + WINDOW doubles; per point a logarithm and a few products; the median is taken only when the deviation
     * is already out.
     *
     * References: BLOOM tr11, 2.2 to 5.1 and recovered within about 30 iterations. On 39 healthy GPT speed-run curves
     * a rule for single points (median + 8 MAD and + 0.3) fires in every run: persistence and the ratio matter.
     */
    static final double Z = 6;
    static final double RATIO = 1.5;
    static final int CONSECUTIVE = 2;
    static final int RECOVERY = 30;
    static final int CALM_AFTER = 3;

    private static final int WINDOW = 32;
    private static final int WARM_UP = 20;
    private static final double CLIP = 3;
    private static final double CENTRE_WEIGHT = 0.1;
    private static final double SCALE_WEIGHT = 0.05;
    private static final double SMALLEST_SCALE = 0.01;
    private static final double TO_SIGMA = 1.2533;

    private static final int COUNT = 0;
    private static final int CENTRE = 1;
    private static final int SCALE = 2;
    private static final int OUT = 3;
    private static final int OPEN = 4;
    private static final int INSIDE = 5;
    private static final int RING = 6;

    private final Rule rule = new Rule(
            "loss-spike",
            1,
            "The loss stays within " + RATIO + " times its recent median and within " + (int) Z
                    + " standard deviations of its recent course.");

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
        return RING + WINDOW;
    }

    @Override
    public Signal observe(double[] memory, double value) {
        if (!Double.isFinite(value) || value <= 0) {
            return Signal.QUIET;
        }
        double log = Math.log(value);
        if (memory[COUNT] == 0) {
            memory[CENTRE] = log;
        }
        double sigma = Math.max(memory[SCALE] * TO_SIGMA, SMALLEST_SCALE);
        double z = (log - memory[CENTRE]) / sigma;
        boolean warm = memory[COUNT] >= WARM_UP;
        double median = warm && z > Z ? median(memory) : Double.NaN;
        boolean out = warm && z > Z && value > RATIO * median;
        learn(memory, warm ? clip(log, memory[CENTRE], sigma) : log);
        if (!out) {
            memory[OUT] = 0;
            if (memory[OPEN] == 0 || ++memory[INSIDE] < CALM_AFTER) {
                return Signal.QUIET;
            }
            memory[OPEN] = 0;
            return Signal.CALM;
        }
        memory[INSIDE] = 0;
        memory[OUT]++;
        if (memory[OUT] < CONSECUTIVE && memory[OPEN] == 0) {
            return Signal.QUIET;
        }
        memory[OPEN]++;
        Severity severity = memory[OPEN] > RECOVERY ? Severity.CRITICAL : Severity.WARNING;
        String what = String.format(
                Locale.ROOT, "rose to %.4g, %.1f times its recent median of %.4g", value, value / median, median);
        return new Signal.Breach(severity, z, what);
    }

    private static double clip(double log, double centre, double sigma) {
        return Math.min(centre + CLIP * sigma, Math.max(centre - CLIP * sigma, log));
    }

    private static void learn(double[] memory, double log) {
        // The first points count alike, so that the scale does not start at nothing.
        double share = 1 / (memory[COUNT] + 1);
        double deviation = Math.abs(log - memory[CENTRE]);
        memory[SCALE] += Math.max(SCALE_WEIGHT, share) * (deviation - memory[SCALE]);
        memory[CENTRE] += Math.max(CENTRE_WEIGHT, share) * (log - memory[CENTRE]);
        memory[RING + (int) (memory[COUNT] % WINDOW)] = log;
        memory[COUNT]++;
    }

    private static double median(double[] memory) {
        int filled = (int) Math.min(WINDOW, memory[COUNT]);
        double[] window = Arrays.copyOfRange(memory, RING, RING + filled);
        Arrays.sort(window);
        return Math.exp(window[filled / 2]);
    }
}
