package dev.headwater.processor.detect.gradient;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.detect.Window;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** The gradient norm climbs far above its recent course, as it often does before the loss does. */
public final class GradientPrecursor implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: the norm is compared with the median of the last WINDOW points, itself not included. Above notice times the
     * median it is a notice. It is a warning above ratio times the median if the norm has been above notice for climb
     * points in a row, this one included: a norm that goes up and stays up announces something, a single high one is one
     * odd batch, clipped and forgotten. For either it must be spreads times as far from the median, in logarithms, as the
     * window's percentile UPPER is (a standard deviation, for normal noise): some norms vary by factors all the time. It is over after
     * calm-after points in a row below notice. Zeros (a step that mixed precision skipped), negative and non-finite values
     * are passed over.
     *
     * Bounds: 4 + WINDOW doubles; per point a walk over the window, no sorting while quiet.
     *
     * References: BLOOM tr11, iterations 31214 to 31219: 0.24, 0.95, 2.4, 15.9, 145, 960, while the loss moved at the last:
     * a notice at 0.95, a warning at 15.9. OLMo 2 saw gradient spikes before loss spikes, too.
     */
    private static final Threshold RATIO =
            Threshold.of("ratio", 10, 1, 1e9, "times the median of the last 50 points, for a warning; BLOOM's climb");
    private static final Threshold NOTICE =
            Threshold.of("notice", 3, 1, 1e9, "times the median of the last 50 points, for a notice; our own guess");
    private static final Threshold CLIMB = Threshold.count(
            "climb", 3, 1, 1000, "points in a row above notice that a warning needs; BLOOM had 3 at ten times");
    private static final Threshold SPREADS = Threshold.of(
            "spreads",
            3,
            0,
            1000,
            "times the spread of the last 50 points, in logarithms, that it must be above them as well; our own guess");
    private static final Threshold CALM_AFTER = Threshold.count(
            "calm-after", 10, 1, 1_000_000, "points in a row below notice after which it is over; our own guess");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "gradient-precursor",
            1,
            true,
            "the gradient norm climbs far above its recent course, often before the loss does",
            List.of(RATIO, NOTICE, CLIMB, SPREADS, CALM_AFTER),
            thresholds -> "The gradient norm stays within " + Threshold.text(thresholds.get(NOTICE))
                    + " times its recent median, or comes back within " + thresholds.count(CLIMB)
                    + " points without reaching " + Threshold.text(thresholds.get(RATIO)) + " times.",
            GradientPrecursor::new);

    private static final int WINDOW = 50;
    private static final int WARM_UP = 10;
    private static final double UPPER = 0.84;

    private static final int OPEN = 0;
    private static final int ABOVE = 1;
    private static final int BELOW = 2;
    private static final int RING = 3;

    private final Rule rule;
    private final Window window = new Window(RING, WINDOW);
    private final double ratio;
    private final double notice;
    private final int climb;
    private final double spreads;
    private final int calmAfter;

    private GradientPrecursor(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.ratio = thresholds.get(RATIO);
        this.notice = Math.min(thresholds.get(NOTICE), ratio);
        this.climb = thresholds.count(CLIMB);
        this.spreads = thresholds.get(SPREADS);
        this.calmAfter = thresholds.count(CALM_AFTER);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return Gradients.isNorm(series);
    }

    @Override
    public int slots() {
        return RING + window.slots();
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double norm = points.value(i);
        if (!Double.isFinite(norm) || norm <= 0) {
            return Signal.QUIET;
        }
        boolean above = window.filled(memory) >= WARM_UP && exceeds(memory, norm, notice) && beyondSpread(memory, norm);
        if (!above) {
            memory[ABOVE] = 0;
            window.add(memory, norm);
            if (memory[OPEN] == 0 || ++memory[BELOW] < calmAfter) {
                return Signal.QUIET;
            }
            memory[OPEN] = 0;
            return Signal.CALM;
        }
        memory[OPEN] = 1;
        memory[BELOW] = 0;
        memory[ABOVE]++;
        double median = window.median(memory);
        boolean climbs = memory[ABOVE] >= climb && exceeds(memory, norm, ratio);
        window.add(memory, norm);
        return new Signal.Breach(
                climbs ? Severity.WARNING : Severity.INFO,
                norm / median,
                () -> String.format(
                        Locale.ROOT, "is %.4g, %.1f times its recent median of %.4g,", norm, norm / median, median));
    }

    /** Small batches near zero loss vary by large factors, and are healthy. */
    private boolean beyondSpread(double[] memory, double norm) {
        double median = window.median(memory);
        return norm / median > Math.pow(window.quantile(memory, UPPER) / median, spreads);
    }

    /** Whether the value is above so many times the median: more than half of the window is below its share of the value. */
    private boolean exceeds(double[] memory, double norm, double times) {
        return 2 * window.below(memory, norm / times) > window.filled(memory);
    }
}
