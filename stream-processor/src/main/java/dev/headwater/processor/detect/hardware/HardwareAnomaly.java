package dev.headwater.processor.detect.hardware;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Graded;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** A hardware series is where it has hardly ever been: {@link AnomalyScore} above a cut that few healthy minutes reach. */
public final class HardwareAnomaly implements Graded {

    private static final Threshold CUT = Threshold.of(
            "cut",
            0.35,
            0.1,
            0.99,
            "score at which an anomaly begins: a tenth of minus the decimal logarithm of its probability; in 229,261 readings"
                    + " of 44 public series 15 false alarms, 40 of 83 anomalies found");
    private static final Threshold WARNING = Threshold.of(
            "warning", 0.4, 0.1, 1, "score at which it is a warning; on the same series 1 false alarm, 20 anomalies");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "hardware-anomaly",
            1,
            true,
            "a hardware series is far from what it usually is at this time of day, suddenly or for an hour",
            List.of(CUT, WARNING),
            thresholds -> "Hardware stays where it usually is at this time of day, as closely as it has so far.",
            HardwareAnomaly::new);

    private final Rule rule;
    private final AnomalyScore score;
    private final double cut;
    private final double warning;

    private HardwareAnomaly(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.cut = thresholds.get(CUT);
        this.warning = thresholds.get(WARNING);
        this.score = new AnomalyScore(cut);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return series.hardware();
    }

    @Override
    public int slots() {
        return AnomalyScore.SLOTS;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        boolean ongoing = AnomalyScore.ongoing(memory);
        double reached = score.observe(memory, points.time(i), points.value(i));
        if (reached >= cut) {
            return new Signal.Breach(
                    reached >= warning ? Severity.WARNING : Severity.INFO, reached, () -> what(memory));
        }
        return ongoing && !AnomalyScore.ongoing(memory) ? Signal.CALM : Signal.QUIET;
    }

    @Override
    public double grade(double[] memory, Points points, int i) {
        return score.observe(memory, points.time(i), points.value(i));
    }

    private static String what(double[] memory) {
        return String.format(
                Locale.ROOT,
                "was %.4g on average lately where %.4g is usual",
                AnomalyScore.average(memory),
                AnomalyScore.usual(memory));
    }
}
