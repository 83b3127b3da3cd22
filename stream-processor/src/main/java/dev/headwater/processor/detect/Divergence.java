package dev.headwater.processor.detect;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.series.SeriesName;
import java.util.Arrays;
import java.util.Locale;

/** A loss went up and does not come back: its best is long ago, and it is far above it. */
final class Divergence implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: the median of the last SMOOTH points, in logarithms, stands for where the loss is; its smallest value so far
     * is the best. The loss diverges when the best was not regained (to within REGAINED) for PATIENCE_SHARE of all points
     * so far, at least PATIENCE, and for CONSECUTIVE points the loss is above RATIO times the best by more than NOISE times
     * the usual change from point to point: small batches near zero loss vary by large factors and are healthy. The change is an
     * exponentially weighted mean of absolute differences, each limited to LIMIT times the mean. The condition is over
     * when the best is regained. Values of 0 and below and non-finite ones are passed over.
     *
     * Bounds: 7 + SMOOTH doubles; per point a logarithm and a sort of nine.
     *
     * References: BLOOM 104B: 6.4 to 14, then stuck near 7. A tenth of the horizon is the patience of the design; the
     * horizon is not known while a run goes on, so the length so far stands for it. Ratio and noise are our own guesses.
     */
    static final double RATIO = 1.5;
    static final int PATIENCE = 20;

    private static final double PATIENCE_SHARE = 0.1;
    private static final int SMOOTH = 9;
    private static final int CONSECUTIVE = 2 * SMOOTH;
    private static final double REGAINED = Math.log(1.05);
    private static final double NOISE = 2;
    private static final double LIMIT = 4;
    private static final double WEIGHT = 0.02;

    private static final int COUNT = 0;
    private static final int BEST = 1;
    private static final int SINCE = 2;
    private static final int CHANGE = 3;
    private static final int LAST = 4;
    private static final int OPEN = 5;
    private static final int OUT = 6;
    private static final int RING = 7;

    private final Rule rule = new Rule(
            "divergence",
            1,
            "The loss comes back to its best within a tenth of the points so far (at least " + PATIENCE
                    + "), or stays below " + RATIO + " times its best.");

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
        return RING + SMOOTH;
    }

    @Override
    public Signal observe(double[] memory, double value) {
        if (!Double.isFinite(value) || value <= 0) {
            return Signal.QUIET;
        }
        double log = Math.log(value);
        learn(memory, log);
        if (memory[COUNT] < SMOOTH) {
            return Signal.QUIET;
        }
        double now = median(memory);
        if (memory[COUNT] == SMOOTH || now < memory[BEST]) {
            memory[BEST] = now;
        }
        double above = now - memory[BEST];
        if (above <= REGAINED) {
            memory[SINCE] = 0;
            memory[OUT] = 0;
            boolean wasOpen = memory[OPEN] != 0;
            memory[OPEN] = 0;
            return wasOpen ? Signal.CALM : Signal.QUIET;
        }
        memory[SINCE]++;
        double patience = Math.max(PATIENCE, memory[COUNT] * PATIENCE_SHARE);
        boolean out = above >= Math.log(RATIO) + NOISE * memory[CHANGE];
        memory[OUT] = out ? memory[OUT] + 1 : 0;
        if (memory[SINCE] < patience || memory[OUT] < CONSECUTIVE) {
            return Signal.QUIET;
        }
        memory[OPEN] = 1;
        String what = String.format(
                Locale.ROOT,
                "is near %.4g, %.1f times its best of %.4g, which it has not regained for %d points",
                Math.exp(now),
                Math.exp(above),
                Math.exp(memory[BEST]),
                (long) memory[SINCE]);
        return new Signal.Breach(Severity.CRITICAL, Math.exp(above), what);
    }

    private static void learn(double[] memory, double log) {
        if (memory[COUNT] > 0) {
            double change = Math.abs(log - memory[LAST]);
            double limited = memory[COUNT] > SMOOTH ? Math.min(change, LIMIT * memory[CHANGE] + REGAINED) : change;
            memory[CHANGE] += Math.max(WEIGHT, 1 / memory[COUNT]) * (limited - memory[CHANGE]);
        }
        memory[LAST] = log;
        memory[RING + (int) (memory[COUNT] % SMOOTH)] = log;
        memory[COUNT]++;
    }

    private static double median(double[] memory) {
        double[] window = Arrays.copyOfRange(memory, RING, RING + SMOOTH);
        Arrays.sort(window);
        return window[SMOOTH / 2];
    }
}
