package dev.headwater.benchmarks.nab;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/**
 * How improbable a value is under a normal distribution with mean and deviation of a long window: NAB's own reference
 * detector, with its settings.
 */
record WindowedGaussian() implements Contestant {

    private static final int WINDOW = 6400;
    private static final int STEP = 100;
    private static final double DIGITS = 1e12;
    private static final double SMALLEST_DEVIATION = 1e-6;

    @Override
    public String name() {
        return "Windowed Gaussian";
    }

    @Override
    public double[] scores(LabelledSeries series) {
        double[] values = series.values();
        double[] scores = new double[values.length];
        int from = 0;
        double mean = 0;
        double squares = 0;
        double deviation = 1;
        for (int row = 0; row < values.length; row++) {
            scores[row] = row == 0 ? 0 : written(1 - tail(Math.abs(values[row] - mean) / deviation));
            if (row < WINDOW) {
                double away = values[row] - mean;
                mean += away / (row + 1);
                squares += away * (values[row] - mean);
                deviation = deviation(squares / (row + 1));
            } else if (row - from - WINDOW + 1 == STEP) {
                from += STEP;
                double[] window = Arrays.copyOfRange(values, from, row + 1);
                double centre = Arrays.stream(window).average().orElse(0);
                mean = centre;
                deviation = deviation(Arrays.stream(window)
                        .map(v -> (v - centre) * (v - centre))
                        .average()
                        .orElse(0));
            }
        }
        return scores;
    }

    private static double deviation(double variance) {
        return variance == 0 ? SMALLEST_DEVIATION : Math.sqrt(variance);
    }

    /** NAB's files hold twelve digits, so the most improbable values of all tie at 1; its published figures rest on that. */
    private static double written(double score) {
        return Math.rint(score * DIGITS) / DIGITS;
    }

    /** Upper tail of the normal distribution. */
    private static double tail(double z) {
        return 0.5 * Erf.erfc(z / Math.sqrt(2));
    }
}
