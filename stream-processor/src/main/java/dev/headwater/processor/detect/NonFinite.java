package dev.headwater.processor.detect;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;

/** A metric is NaN or infinite. */
final class NonFinite implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: none; one such value is the condition. It is over after calm-after finite values in a row, so that a metric
     * which flickers between NaN and numbers is one finding, not hundreds. Hardware is left out: a sensor that cannot be
     * read is no sign of a sick run.
     *
     * Bounds: two doubles of memory, no allocation while all is well.
     *
     * References: SageMaker Debugger's ExplodingTensor fires on any NaN or Inf.
     */
    private static final Threshold CALM_AFTER = Threshold.count(
            "calm-after", 20, 1, 1_000_000, "finite points in a row after which it is over; our own guess");

    static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "non-finite",
            1,
            true,
            "a metric is NaN or infinite",
            List.of(CALM_AFTER),
            thresholds -> "Every value of a metric is a finite number.",
            NonFinite::new);

    private static final int OPEN = 0;
    private static final int FINITE = 1;

    private final Rule rule;
    private final int calmAfter;

    private NonFinite(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.calmAfter = thresholds.count(CALM_AFTER);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return !series.hardware();
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double value = points.value(i);
        if (Double.isFinite(value)) {
            if (memory[OPEN] == 0 || ++memory[FINITE] < calmAfter) {
                return Signal.QUIET;
            }
            memory[OPEN] = 0;
            return Signal.CALM;
        }
        memory[OPEN] = 1;
        memory[FINITE] = 0;
        return new Signal.Breach(
                Severity.CRITICAL,
                Double.NaN,
                () -> Double.isNaN(value) ? "is NaN" : value > 0 ? "is infinite" : "is minus infinity");
    }
}
