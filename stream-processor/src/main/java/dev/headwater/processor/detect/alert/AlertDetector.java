package dev.headwater.processor.detect.alert;

import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Window;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.Locale;
import java.util.function.Supplier;

/** Watches for the condition of an alert that a user defined. */
final class AlertDetector implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: that of the three conditions of W&B's automations. A threshold is out after its number of points in a row
     * beyond the bound. A change or a deviation compares a value with the points before it, once there are as many as
     * it asks for, and then learns the value, whatever it is; so a new level becomes the usual one in the end. The
     * standard deviation counts as at least FLOOR of the mean, so that a constant series has a scale at all, and scores
     * end at MOST. It is over when as many points in a row are inside as the condition counts, so a value that flickers
     * about the bound is one finding. Non-finite values are passed over: non-finite is a rule of its own.
     *
     * Bounds: 2 doubles, for changes and deviations 3 + points; per point a few products for a threshold, and one or two
     * walks over the window for the others. No allocation while quiet.
     *
     * References: docs.wandb.ai, automations on run metrics: threshold, change, z-score.
     */
    private static final double FLOOR = 1e-9;
    private static final double MOST = 1e9;

    private static final int OPEN = 0;
    private static final int INSIDE = 1;
    private static final int OUT = 1;
    private static final int WINDOW = 2;

    private final Rule rule;
    private final Alert alert;
    private final Window window;

    AlertDetector(Rule rule, Alert alert) {
        this.rule = rule;
        this.alert = alert;
        this.window = new Window(WINDOW, alert.condition().points());
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return series.hardware() == alert.hardware() && Glob.matches(alert.series(), path(series));
    }

    private static String path(SeriesName series) {
        if (series.hardware()) {
            return series.host() + "/" + series.context() + "/" + series.name();
        }
        return series.label();
    }

    @Override
    public int slots() {
        return alert.condition() instanceof AlertCondition.Threshold ? WINDOW : WINDOW + window.slots();
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double value = points.value(i);
        if (!Double.isFinite(value)) {
            return Signal.QUIET;
        }
        if (alert.condition() instanceof AlertCondition.Threshold threshold) {
            return threshold(memory, threshold, value);
        }
        if (!window.full(memory)) {
            window.add(memory, value);
            return Signal.QUIET;
        }
        Signal signal = alert.condition() instanceof AlertCondition.Change change
                ? change(memory, change, value)
                : deviation(memory, (AlertCondition.Deviation) alert.condition(), value);
        window.add(memory, value);
        return signal;
    }

    private Signal threshold(double[] memory, AlertCondition.Threshold threshold, double value) {
        boolean up = threshold.direction() == AlertCondition.Direction.UP;
        boolean beyond = up ? value > threshold.bound() : value < threshold.bound();
        boolean open = memory[OPEN] != 0;
        if (!beyond) {
            if (open) {
                return inside(memory);
            }
            memory[OUT] = 0;
            return Signal.QUIET;
        }
        memory[OUT] = open ? 0 : memory[OUT] + 1;
        if (!open && memory[OUT] < threshold.points()) {
            return Signal.QUIET;
        }
        return breach(
                memory,
                Math.abs(value - threshold.bound()),
                () -> String.format(Locale.ROOT, "is %.4g, %s %.4g", value, up ? "above" : "below", threshold.bound()));
    }

    private Signal change(double[] memory, AlertCondition.Change change, double value) {
        double mean = window.mean(memory);
        double score = 100 * (value - mean) / Math.max(Math.abs(mean), Double.MIN_NORMAL);
        if (!beyond(change.direction(), score, change.percent())) {
            return inside(memory);
        }
        return breach(
                memory,
                score,
                () -> String.format(
                        Locale.ROOT,
                        "is %.4g, %+.3g %% from %.4g, the mean of the %d points before,",
                        value,
                        limited(score),
                        mean,
                        change.points()));
    }

    private Signal deviation(double[] memory, AlertCondition.Deviation deviation, double value) {
        double mean = window.mean(memory);
        double sigma = Math.max(window.standardDeviation(memory), FLOOR * Math.abs(mean) + Double.MIN_NORMAL);
        double score = (value - mean) / sigma;
        if (!beyond(deviation.direction(), score, deviation.z())) {
            return inside(memory);
        }
        return breach(
                memory,
                score,
                () -> String.format(
                        Locale.ROOT,
                        "is %.4g, %+.3g standard deviations from %.4g, the mean of the %d points before,",
                        value,
                        limited(score),
                        mean,
                        deviation.points()));
    }

    private static boolean beyond(AlertCondition.Direction direction, double score, double bound) {
        return switch (direction) {
            case UP -> score > bound;
            case DOWN -> score < -bound;
            case EITHER -> Math.abs(score) > bound;
        };
    }

    private Signal inside(double[] memory) {
        if (memory[OPEN] == 0 || ++memory[INSIDE] < alert.condition().points()) {
            return Signal.QUIET;
        }
        memory[OPEN] = 0;
        memory[INSIDE] = 0;
        return Signal.CALM;
    }

    private Signal breach(double[] memory, double score, Supplier<String> what) {
        memory[OPEN] = 1;
        memory[INSIDE] = 0;
        return new Signal.Breach(alert.severity(), Math.abs(limited(score)), what);
    }

    private static double limited(double score) {
        return Math.max(-MOST, Math.min(MOST, score));
    }
}
