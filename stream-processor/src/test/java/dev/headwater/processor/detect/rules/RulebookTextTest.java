package dev.headwater.processor.detect.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.detect.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulebookTextTest {

    private static final Path FILE = Path.of("src/main/resources/dev/headwater/processor/detect/detectors.yaml");

    /** With -Dheadwater.write=true, writes it. */
    @Test
    void theFileThatShipsIsWhatTheRulesSay() throws IOException {
        if (Boolean.getBoolean("headwater.write")) {
            Files.writeString(FILE, RulebookText.standard());
        }
        assertThat(FILE).content().isEqualTo(RulebookText.standard());
    }

    @Test
    void followingItChangesNothing() {
        Rulebook read = Rulebook.parse("detectors.yaml", RulebookText.standard());

        assertThat(rules(read)).isEqualTo(rules(Rulebook.standard()));
        assertThat(rules(read))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.settings()).isEmpty());
    }

    @Test
    void itsExamplesCanBeFollowed() {
        String withExamples = RulebookText.standard()
                .replace("alerts: {}", "alerts:")
                .replace("ranges: {}", "ranges:")
                .replace("experiments: {}", "experiments:")
                .lines()
                .map(line -> line.startsWith("#  ") ? line.substring(1) : line)
                .reduce("", (text, line) -> text + line + "\n");

        Rulebook read = Rulebook.parse("detectors.yaml", withExamples);

        assertThat(rules(read)).extracting(Rule::name).contains("alert:gpu-too-hot");
        assertThat(read.forExperiment("sweep-1")).isNotSameAs(read.forExperiment("digits"));
    }

    private static List<Rule> rules(Rulebook book) {
        InForce all = book.forExperiment(null);
        return Stream.concat(all.series().rules().stream(), all.run().rules().stream())
                .toList();
    }
}
