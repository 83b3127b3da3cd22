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
}
