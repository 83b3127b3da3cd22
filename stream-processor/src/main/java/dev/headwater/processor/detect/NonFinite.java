package dev.headwater.processor.detect;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.series.SeriesName;

/** A metric is NaN or infinite. */
final class NonFinite implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: none; one such value is the condition. It is over after CALM_AFTER finite values in a row, so that a metric
     * which flickers between NaN and numbers is one finding, not hundreds. Hardware is left out: a sensor that cannot be
     * read is no sign of a sick run.
     *
     * Bounds: two doubles of memory, no allocation while all is well.
     *
     * References: SageMaker Debugger's ExplodingTensor fires on any NaN or Inf.
     */
    static final int CALM_AFTER = 20;

    private static final int OPEN = 0;
    private static final int FINITE = 1;

    private final Rule rule = new Rule("non-finite", 1, "Every value of a metric is a finite number.");

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
    public Signal observe(double[] memory, double value) {
        if (Double.isFinite(value)) {
            if (memory[OPEN] == 0 || ++memory[FINITE] < CALM_AFTER) {
                return Signal.QUIET;
            }
            memory[OPEN] = 0;
            return Signal.CALM;
        }
        memory[OPEN] = 1;
        memory[FINITE] = 0;
        String what = Double.isNaN(value) ? "is NaN" : value > 0 ? "is infinite" : "is minus infinity";
        return new Signal.Breach(Severity.CRITICAL, Double.NaN, what);
    }
}
