package dev.headwater.benchmarks.agent;

import java.util.ArrayList;
import java.util.List;

/** The same measured with and without the agent, in turns. */
final class Paired {

    private final List<Double> with = new ArrayList<>();
    private final List<Double> without = new ArrayList<>();

    void add(double valueWith, double valueWithout) {
        with.add(valueWith);
        without.add(valueWithout);
    }

    double with() {
        return median(with);
    }

    double without() {
        return median(without);
    }

    /** By how many percent it is more with the agent: the median of all pairs, each taken one right after the other. */
    double percentMore() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            ratios.add((with.get(i) / without.get(i) - 1) * 100);
        }
        return median(ratios);
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
