package dev.headwater.benchmarks.nab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator would see of a score with a fixed cut.
 *
 * @param falsely alarms outside all windows
 * @param outside readings there
 * @param found windows with an alarm
 * @param windows all of them
 */
record Alarms(int falsely, int outside, int found, int windows) {

    static Alarms of(Corpus corpus, List<double[]> scores, double cut) {
        int falsely = 0;
        int outside = 0;
        int found = 0;
        int windows = 0;
        for (int i = 0; i < scores.size(); i++) {
            LabelledSeries series = corpus.series().get(i);
            Placement placement = Placement.of(series.rows(), series.windows());
            Set<Integer> hit = new HashSet<>();
            for (int row = series.probation(); row < series.rows(); row++) {
                int window = placement.window(row);
                boolean alarm = scores.get(i)[row] >= cut;
                if (window < 0) {
                    outside++;
                    falsely += alarm ? 1 : 0;
                } else if (alarm) {
                    hit.add(window);
                }
            }
            found += hit.size();
            windows += series.windows().size();
        }
        return new Alarms(falsely, outside, found, windows);
    }
}
