package dev.headwater.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.headwater.event.EndStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayPlanTest {

    @TempDir
    Path folder;

    @Test
    void readsALineOfAManifest() {
        ReplayPlan plan = ReplayPlan.ofLine("""
                {"csv": "a/log.csv", "step": "global_step", "time": "t", "params": {"lr": 0.1}, "experiment": "e",
                 "name": "n", "status": "failed", "tags": {"k": "v", "n": 3}}""", folder);

        assertThat(plan.csv()).isEqualTo(folder.resolve("a/log.csv"));
        assertThat(plan.step()).isEqualTo("global_step");
        assertThat(plan.time()).isEqualTo("t");
        assertThat(plan.params()).containsExactly(entry("lr", 0.1));
        assertThat(plan.experiment()).isEqualTo("e");
        assertThat(plan.name()).isEqualTo("n");
        assertThat(plan.status()).isEqualTo(EndStatus.FAILED);
        assertThat(plan.tags()).containsExactly(entry("k", "v"), entry("n", "3"));
    }

    @Test
    void keepsTheTypesOfParams() throws IOException {
        Files.writeString(folder.resolve("p.json"), """
                {"i": 3, "d": 1.0, "e": 1e-3, "b": true, "t": "x", "list": [1, 2], "map": {"a": null}, "n": null,
                 "nan": NaN, "huge": 123456789012345678901234567890}""");

        ReplayPlan plan = ReplayPlan.ofLine("{\"csv\": \"c\", \"step\": \"s\", \"params\": \"p.json\"}", folder);

        assertThat(plan.params())
                .containsExactly(
                        entry("i", 3L),
                        entry("d", 1.0),
                        entry("e", 1e-3),
                        entry("b", true),
                        entry("t", "x"),
                        entry("list", "[1,2]"),
                        entry("map", "{\"a\":null}"),
                        entry("n", "null"),
                        entry("nan", Double.NaN),
                        entry("huge", "123456789012345678901234567890"));
    }

    @Test
    void defaultsToAFinishedRunOfNoName() {
        ReplayPlan plan = ReplayPlan.ofLine("{\"csv\": \"c\", \"step\": \"s\"}", folder);

        assertThat(plan.status()).isEqualTo(EndStatus.FINISHED);
        assertThat(plan.params()).isEmpty();
        assertThat(plan.name()).isEmpty();
        assertThat(plan.time()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithALine() {
        refuses("{\"csv\": \"c\"", "is not JSON");
        refuses("[]", "must be a JSON object");
        refuses("{\"step\": \"s\"}", "lacks the key \"csv\"");
        refuses("{\"csv\": \"c\", \"step\": \"s\", \"stpe\": 1}", "unknown key \"stpe\"");
        refuses("{\"csv\": \"c\", \"step\": 3}", "\"step\" must be text, not 3");
        refuses("{\"csv\": \"c\", \"step\": \"s\", \"status\": \"done\"}", "status \"done\" is not one of");
        refuses("{\"csv\": \"c\", \"step\": \"s\", \"params\": 3}", "params must be a JSON object, not 3");
    }

    @Test
    void namesFileAndLineOfParamsThatAreNotJson() throws IOException {
        Path file = Files.writeString(folder.resolve("p.json"), "{\n\"a\": oops\n}");

        assertThatThrownBy(() -> ReplayPlan.readParams(file)).hasMessageStartingWith(file + ":2: is not JSON");
    }

    private void refuses(String line, String why) {
        assertThatThrownBy(() -> ReplayPlan.ofLine(line, folder)).hasMessageContaining(why);
    }
}
