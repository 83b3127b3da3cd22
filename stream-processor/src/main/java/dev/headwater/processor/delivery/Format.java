package dev.headwater.processor.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.AnomalyState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a finding is written for its receiver. */
public enum Format {
    /** The whole finding, as {@link FindingJson} writes it. */
    JSON {
        @Override
        String body(Anomaly finding) {
            return FindingJson.of(finding).toString();
        }
    },
    /** One text, as Slack, Mattermost and others take it. */
    SLACK {
        @Override
        String body(Anomaly finding) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("text", text(finding))
                    .toString();
        }
    };

    abstract String body(Anomaly finding);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String words() {
        return Arrays.stream(values()).map(Format::word).collect(Collectors.joining(" or "));
    }

    static Optional<Format> ofWord(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    private static String text(Anomaly finding) {
        String state = finding.getState() == AnomalyState.OPEN
                ? ""
                : finding.getState().name().toLowerCase(Locale.ROOT) + ": ";
        String experiment = finding.getExperiment() == null ? "" : " of " + escaped(finding.getExperiment());
        return "*" + finding.getSeverity() + "* " + state + escaped(finding.getMessage()) + "\n"
                + escaped(finding.getRule()) + ", run " + escaped(finding.getRunId()) + experiment + "\n"
                + "Expected: " + escaped(finding.getExpected());
    }

    /** Slack reads these three characters as its own. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
