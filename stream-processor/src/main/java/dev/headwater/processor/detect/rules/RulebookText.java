package dev.headwater.processor.detect.rules;

import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Threshold;
import java.util.List;

/** The rulebook as it ships: every rule, every threshold with what it means. It says nothing but what holds anyway. */
public final class RulebookText {

    private static final int WIDTH = 110;

    private static final String HEAD = """
            # The rules of Headwater: what is watched in a run, and from where on someone is told.
            #
            # Everything here is what holds anyway. Keep what you change and leave out the rest, then start the
            # processor with --rules FILE. The file is read again within seconds after it changes; one with a mistake is
            # refused with its line, and the rules before it stay in force.

            rules:
            """;

    private static final String TAIL = """

            # Alerts of your own. `metric` is context/name, `hardware` is host/device/quantity; * stands for any letters, ? for
            # one. Give one of: bound (the value is beyond it for so many points), percent (it differs by so much from the
            # mean of so many points before), z (so many standard deviations from it). direction: up, down, either;
            # severity: info, warning, critical.
            alerts: {}
            #  validation-loss-too-high: {metric: validation/loss, bound: 4, direction: up, points: 3}
            #  gpu-too-hot: {hardware: "*/*/temperature", bound: 90, points: 10, severity: critical}
            #  throughput-fell: {metric: samples_per_second, percent: 30, direction: down, points: 20}

            # Values that parameters may have: least, most or both, by the name of the parameter or its last word. They come
            # beside those that ship, and replace them for the same name.
            ranges: {}
            #  lr: {least: 1.0e-6, most: 0.1}

            # Other rules for some experiments: rules, alerts and ranges as above, for those whose name fits. Of several that fit,
            # the later wins.
            experiments: {}
            #  "sweep-*":
            #    rules:
            #      loss-spike: {ratio: 2.5}
            """;

    private RulebookText() {}

    public static String standard() {
        StringBuilder text = new StringBuilder(HEAD);
        for (RuleDefinition<?> definition : Definitions.all()) {
            text.append('\n');
            comment(text, "  ", definition.summary());
            text.append("  ").append(definition.name()).append(":\n");
            text.append("    enabled: ").append(definition.enabled()).append('\n');
            for (Threshold threshold : definition.thresholds()) {
                comment(text, "    ", meaning(threshold));
                text.append("    ")
                        .append(threshold.name())
                        .append(": ")
                        .append(Threshold.text(threshold.standard()))
                        .append('\n');
            }
        }
        return text.append(TAIL).toString();
    }

    private static String meaning(Threshold threshold) {
        return threshold.meaning() + " (" + Threshold.text(threshold.least()) + " to "
                + Threshold.text(threshold.most()) + (threshold.whole() ? ", whole" : "") + ")";
    }

    private static void comment(StringBuilder text, String indent, String words) {
        StringBuilder line = new StringBuilder(indent).append('#');
        for (String word : List.of(words.split(" "))) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(indent).append('#');
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
