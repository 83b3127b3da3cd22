package dev.headwater.benchmarks.detect;

import java.util.Arrays;

/**
 * How a trial ended, by its whole file: nothing that a rule said has a part in it.
 *
 * @param known false when there is no evaluation
 * @param reachedTarget whether any evaluation reached the target of the workload on the validation set
 * @param diverged whether the last validation loss is over {@link #DIVERGED} times the best
 * @param blank whether the last validation losses are blank
 */
record Outcome(boolean known, boolean reachedTarget, boolean diverged, boolean blank) {

    static final double DIVERGED = 1.5;

    static final String LOSS = "validation/loss";

    /** Without an evaluation: died early, or never logged. */
    static Outcome unknown() {
        return new Outcome(false, false, false, false);
    }

    static Outcome of(Table evaluations, String targetMetric, double target) {
        int lossColumn = evaluations.header().indexOf(LOSS);
        int metricColumn = evaluations.header().indexOf("validation/" + targetMetric);
        double[] losses = evaluations.rows().stream()
                .mapToDouble(row -> evaluations.number(row, lossColumn))
                .toArray();
        boolean smallerIsBetter = targetMetric.contains("loss") || targetMetric.contains("error");
        boolean reached = evaluations.rows().stream()
                .mapToDouble(row -> evaluations.number(row, metricColumn))
                .anyMatch(value -> smallerIsBetter ? value <= target : value >= target);
        double best = Arrays.stream(losses).filter(Double::isFinite).min().orElse(Double.NaN);
        double last = lastOf(losses);
        boolean blank = losses.length > 0 && Double.isNaN(losses[losses.length - 1]);
        return new Outcome(true, reached, last > DIVERGED * best, blank);
    }

    private static double lastOf(double[] losses) {
        for (int i = losses.length - 1; i >= 0; i--) {
            if (Double.isFinite(losses[i])) {
                return losses[i];
            }
        }
        return Double.NaN;
    }

    /**
     * The evaluation at which a divergence begins to show: the first one over {@link #DIVERGED} times the best before it
     * after which the loss never comes below that again.
     *
     * @param losses validation loss by evaluation; NaN where it is blank
     */
    static int firstSignOfDivergence(double[] losses) {
        double[] bestBefore = new double[losses.length];
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
            bestBefore[i] = best;
            best = Double.isFinite(losses[i]) ? Math.min(best, losses[i]) : best;
        }
        int sign = losses.length;
        for (int i = losses.length - 1; i > 0; i--) {
            if (Double.isFinite(losses[i]) && losses[i] <= DIVERGED * bestBefore[i]) {
                break;
            }
            if (Double.isFinite(losses[i])) {
                sign = i;
            }
        }
        return sign;
    }

    /** The evaluation from which on no validation loss is there any more. */
    static int firstBlank(double[] losses) {
        int first = losses.length;
        while (first > 0 && Double.isNaN(losses[first - 1])) {
            first--;
        }
        return first;
    }
}
