package dev.headwater.benchmarks.nab;

import dev.headwater.processor.detect.hardware.AnomalyScore;
import java.util.Locale;

/**
 * The score that the rule {@code hardware-anomaly} rests on: the class itself, fed as the processor feeds it.
 *
 * @param cut at which an anomaly begins, and others must wait until it is over
 */
record OurScore(double cut) implements Contestant {

    /** Where false alarms and misses cost alike under NAB's standard profile; the rule's own is higher. */
    static final double CUT = 0.26;

    @Override
    public String name() {
        return String.format(Locale.ROOT, "hardware anomaly, cut %s", cut);
    }

    @Override
    public double[] scores(LabelledSeries series) {
        AnomalyScore score = new AnomalyScore(cut);
        double[] memory = new double[AnomalyScore.SLOTS];
        double[] scores = new double[series.rows()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = score.observe(memory, series.times()[row], series.values()[row]);
        }
        return scores;
    }
}
