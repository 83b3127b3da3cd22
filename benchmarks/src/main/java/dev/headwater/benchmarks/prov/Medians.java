package dev.headwater.benchmarks.prov;

import java.util.Arrays;

/** The middle of what was measured. */
final class Medians {

    private Medians() {}

    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The middle of what the one took over what the other took, each time right after it. */
    static double ofRatios(double[] ones, double[] others) {
        double[] ratios = new double[ones.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ones[i] / others[i];
        }
        return of(ratios);
    }
}
