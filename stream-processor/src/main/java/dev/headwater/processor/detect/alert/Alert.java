package dev.headwater.processor.detect.alert;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.Thresholds;
import java.util.regex.Pattern;

/**
 * A rule that a user defined.
 *
 * @param name word that identifies it among the user's alerts; its rule is called {@code alert:NAME}
 * @param hardware whether it is about samples of hardware; otherwise about metrics
 * @param series which series: a glob ({@code *} any characters, {@code ?} one) on {@code context/name} of a metric ({@code
 *     name}, where there is no context) or on {@code host/device/quantity} of hardware
 */
public record Alert(String name, boolean hardware, String series, AlertCondition condition, Severity severity) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int LONGEST_GLOB = 500;
    private static final int VERSION = 1;

    public Alert {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of an alert is 1 to 100 letters, digits, '.', '_' or '-', and"
                    + " begins with a letter or a digit, not '" + name + "'");
        }
        if (series.isBlank() || series.length() > LONGEST_GLOB) {
            throw new IllegalArgumentException("alert " + name + " needs the series it watches, in 1 to " + LONGEST_GLOB
                    + " characters, such as '*/loss', not '" + series + "'");
        }
    }

    public static Alert metric(String name, String series, AlertCondition condition, Severity severity) {
        return new Alert(name, false, series, condition, severity);
    }

    public static Alert hardware(String name, String series, AlertCondition condition, Severity severity) {
        return new Alert(name, true, series, condition, severity);
    }

    public Detector detector() {
        String definition = hardware + " " + series + " " + condition + " " + severity;
        Rule rule = new Rule("alert:" + name, VERSION, Thresholds.digest(definition), condition.expected());
        return new AlertDetector(rule, this);
    }
}
