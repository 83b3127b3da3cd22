package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedRulesTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("rules.yaml");
        say("rules:\n  loss-spike: {ratio: 2}\n");
    }

    @Test
    void aChangedFileIsInForceWithoutARestart() throws IOException {
        try (WatchedRules rules = new WatchedRules(file, meters)) {
            assertThat(expected(rules)).contains("within 2 times");

            say("rules:\n  loss-spike: {ratio: 3}\n");
            rules.look();

            assertThat(expected(rules)).contains("within 3 times");
            assertThat(meters.get("headwater.rules.reloads").counter().count()).isEqualTo(1);
        }
    }

    @Test
    void aFileWithAMistakeLeavesTheRulesBeforeItInForce() throws IOException {
        try (WatchedRules rules = new WatchedRules(file, meters)) {
            say("rules:\n  loss-spike: {ratio: 0}\n");
            rules.look();

            assertThat(expected(rules)).contains("within 2 times");
            assertThat(refused()).isEqualTo(1);

            say("rules:\n  loss-spike: {ratio: 4}\n");
            rules.look();

            assertThat(expected(rules)).contains("within 4 times");
            assertThat(refused()).isZero();
        }
    }

    @Test
    void aFileThatIsGoneLeavesTheRulesBeforeItInForceUntilItIsBack() throws IOException {
        try (WatchedRules rules = new WatchedRules(file, meters)) {
            Files.delete(file);
            rules.look();

            assertThat(expected(rules)).contains("within 2 times");
            assertThat(refused()).isEqualTo(1);

            say("rules:\n  loss-spike: {ratio: 2}\n");
            rules.look();

            assertThat(refused()).isZero();
        }
    }

    @Test
    void aWrongFileIsNamedAtTheStart() throws IOException {
        say("rules:\n  loss-spike: {ratio: 0}\n");

        assertThatThrownBy(() -> new WatchedRules(file, meters))
                .hasMessageStartingWith(file + ":2: rules.loss-spike.ratio: ");
        assertThatThrownBy(() -> new WatchedRules(folder.resolve("none"), meters))
                .hasMessageContaining("none cannot be read");
    }

    private double refused() {
        return meters.get("headwater.rules.refused").gauge().value();
    }

    private void say(String text) throws IOException {
        Files.writeString(file, text);
    }

    private static String expected(WatchedRules rules) {
        return rules.forExperiment(null).series().rules().stream()
                .filter(rule -> rule.name().equals("loss-spike"))
                .findFirst()
                .orElseThrow()
                .expected();
    }
}
