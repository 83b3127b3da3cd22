package dev.headwater.processor.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DetectorsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/detectors.md");
    private static final String FROM = "<!-- rules -->\n";
    private static final String TO = "<!-- end of rules -->\n";

    /** With -Dheadwater.write=true, writes it. */
    @Test
    void theRulesInTheDocumentAreThoseOfTheCode() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf(FROM) + FROM.length();
        int to = text.indexOf(TO);
        if (Boolean.getBoolean("headwater.write")) {
            text = text.substring(0, from) + table() + text.substring(to);
            Files.writeString(DOCUMENT, text);
            to = text.indexOf(TO);
        }
        assertThat(text.substring(from, to)).isEqualTo(table());
    }

    @Test
    void theRulesFileInTheDocumentCanBeFollowed() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf("```yaml\n") + "```yaml\n".length();

        Rulebook book = Rulebook.parse("docs/detectors.md", text.substring(from, text.indexOf("```", from)));

        assertThat(book.forExperiment("sweep-1")).isNotSameAs(book.forExperiment("digits"));
    }

    private static String table() {
        return "| rule | what it tells | thresholds |\n|---|---|---|\n"
                + Definitions.all().stream().map(DetectorsDocumentTest::row).collect(Collectors.joining());
    }

    private static String row(RuleDefinition<?> rule) {
        String thresholds = rule.thresholds().stream()
                .map(each -> "`" + each.name() + "` " + Threshold.text(each.standard()))
                .collect(Collectors.joining(", "));
        return "| `" + rule.name() + "`" + (rule.enabled() ? "" : " (off)") + " | " + rule.summary() + " | "
                + thresholds + " |\n";
    }
}
