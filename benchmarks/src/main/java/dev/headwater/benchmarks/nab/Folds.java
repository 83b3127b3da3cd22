package dev.headwater.benchmarks.nab;

import dev.headwater.benchmarks.Parity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How series are divided, so that a threshold is judged on series that it was not chosen on. */
final class Folds {

    private final Collection<List<Integer>> folds;

    private Folds(Collection<List<Integer>> folds) {
        this.folds = folds;
    }

    /** Two, by the parity of the MD5 of the name: nobody's choice. */
    static Folds byName(List<LabelledSeries> series) {
        return by(series, one -> Parity.isOdd(one.name()));
    }

    /** One per folder: each kind of series with the threshold of all others. */
    static Folds byFolder(List<LabelledSeries> series) {
        return by(series, LabelledSeries::folder);
    }

    private static <K extends Comparable<K>> Folds by(List<LabelledSeries> series, Function<LabelledSeries, K> kind) {
        Map<K, List<Integer>> folds = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            folds.computeIfAbsent(kind.apply(series.get(i)), any -> new ArrayList<>())
                    .add(i);
        }
        return new Folds(folds.values());
    }

    /**
     * Scores each fold with the best threshold of all others; the folds count by their windows.
     *
     * @return normalised
     */
    double heldOut(List<LabelledSeries> series, List<double[]> scores, Profile profile) {
        double earned = 0;
        int windows = 0;
        for (List<Integer> fold : folds) {
            List<Integer> others = new ArrayList<>();
            folds.stream().filter(other -> other != fold).forEach(others::addAll);
            double threshold = sweep(others, series, scores, profile).best().threshold();
            Sweep judged = sweep(fold, series, scores, profile);
            // A fold without windows can only lose: its alarms count, its share of the windows is none.
            earned += judged.sum(threshold) - judged.sum(Sweep.NEVER);
            windows += judged.windows();
        }
        return 100 * earned / (windows * (profile.hit() + profile.miss()));
    }

    private static Sweep sweep(
            List<Integer> which, List<LabelledSeries> series, List<double[]> scores, Profile profile) {
        return Sweep.of(
                which.stream().map(series::get).toList(),
                which.stream().map(scores::get).toList(),
                profile);
    }
}
