package dev.headwater.launcher.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.CommandInProcess;
import dev.headwater.launcher.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectCommandTest {

    private final CommandInProcess headwater = new CommandInProcess();

    @TempDir
    Path folder;

    @Test
    void scoresEachRowOfASeriesWithTimesAsInTheFile() throws IOException {
        List<String> rows = new ArrayList<>(List.of("when,loss"));
        for (int i = 0; i < 60; i++) {
            rows.add("2026-01-31 12:00:%02d,%s".formatted(i, i == 40 || i == 41 ? "9" : i == 50 ? "" : "2.0"));
        }
        Path csv = Files.write(folder.resolve("log.csv"), rows);
        Path scores = folder.resolve("scores.csv");

        assertThat(execute(
                        "detect --csv %s --time when --value loss --rule loss-spike --out %s".formatted(csv, scores)))
                .isZero();

        List<String> lines = Files.readAllLines(scores);
        assertThat(lines).hasSize(61);
        assertThat(lines.get(0)).isEqualTo("timestamp,value,anomaly_score");
        assertThat(lines.get(1)).isEqualTo("2026-01-31 12:00:00,2.0,0.000000");
        assertThat(lines.get(51)).isEqualTo("2026-01-31 12:00:50,,0.000000");
        // The second point of the spike is the first that the rule tells of.
        assertThat(lines.get(41)).endsWith(",0.000000");
        assertThat(Double.parseDouble(lines.get(42).split(",")[2])).isBetween(0.5, 1.0);
    }

    @Test
    void aRuleWithoutAMeasureScoresOne() throws IOException {
        Path csv = Files.write(folder.resolve("log.csv"), List.of("t,v", "1,0.5", "2,nan", "3,0.5"));
        Path scores = folder.resolve("scores.csv");

        execute("detect --csv %s --time t --value v --rule non-finite --out %s".formatted(csv, scores));

        assertThat(scores).content().contains("1,0.5,0.000000\n2,nan,1.000000\n3,0.5,0.000000\n");
    }

    @Test
    void namesTheRowThatIsWrong() throws IOException {
        Path csv = Files.write(folder.resolve("log.csv"), List.of("t,v", "1,0.5", "yesterday,1"));

        assertThat(execute("detect --csv %s --time t --value v --rule non-finite --out %s"
                        .formatted(csv, folder.resolve("o"))))
                .isEqualTo(1);

        assertThat(headwater.err()).startsWith("headwater: " + csv + ":3: \"yesterday\" in column \"t\" is not a time");
    }

    @Test
    void tellsTheFindingsOfWholeRunsWithTheirSteps() throws IOException {
        Path manifest = manifest("\"experiment\": \"digits\", \"name\": \"first\"");

        assertThat(execute("detect --manifest " + manifest)).isZero();

        JsonNode first = Json.read(headwater.out().lines().findFirst().orElseThrow());
        assertThat(first.path("rule").textValue()).isEqualTo("non-finite");
        assertThat(first.path("state").textValue()).isEqualTo("OPEN");
        assertThat(first.path("step").longValue()).isEqualTo(300);
        assertThat(first.path("run").textValue()).isEqualTo("first");
        assertThat(first.path("subject").textValue()).isEqualTo("train/loss");
        assertThat(headwater.err()).contains("looked at 1 run, 41 points");
    }

    @Test
    void comparesARunWithThoseInTheLinesBeforeIt() throws IOException {
        manifest("\"name\": \"unused\"");
        Path manifest = Files.write(
                folder.resolve("runs.jsonl"),
                List.of(
                        line("a", "digits", 0.1),
                        line("b", "digits", 0.2),
                        line("b", "other", 0.1),
                        line("c", "digits", 0.1)));

        assertThat(execute("detect --manifest " + manifest)).isZero();

        assertThat(headwater.out().lines().filter(each -> each.contains("duplicate-run")))
                .singleElement()
                .satisfies(each -> {
                    assertThat(Json.read(each).path("run").textValue()).isEqualTo("c");
                    assertThat(Json.read(each).path("message").textValue())
                            .isEqualTo("The run has the same parameters, code and data as run a (line 1)");
                });
    }

    @Test
    void aRulesFileHoldsForItsExperiments() throws IOException {
        Path manifest = manifest("\"experiment\": \"digits\"");
        Path rules = Files.writeString(
                folder.resolve("rules.yaml"),
                "experiments:\n  dig*:\n    rules:\n      non-finite: {enabled: false}\n");

        assertThat(execute("detect --manifest " + manifest + " --rules " + rules))
                .isZero();

        assertThat(headwater.out()).doesNotContain("non-finite");
    }

    @Test
    void namesTheLineOfAManifestThatCannotBeRead() throws IOException {
        Path manifest = Files.writeString(folder.resolve("runs.jsonl"), "{\"csv\": \"no.csv\", \"step\": \"step\"}\n");

        assertThat(execute("detect --manifest " + manifest)).isEqualTo(1);

        assertThat(headwater.err()).contains(manifest + ":1: ").contains("no.csv: no such file");
    }

    @Test
    void namesTheLineOfARulesFileThatCannotBeFollowed() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), "rules:\n  loss-spike:\n    ratoi: 2\n");

        assertThat(execute("rules --check " + rules)).isEqualTo(1);

        assertThat(headwater.err()).startsWith("headwater: " + rules + ":3: rules.loss-spike.ratoi: ");
    }

    @Test
    void whatItPrintsIsARulesFile() throws IOException {
        execute("rules");
        Path rules = Files.writeString(folder.resolve("rules.yaml"), headwater.out());

        assertThat(execute("rules --check " + rules)).isZero();

        assertThat(headwater.out())
                .contains("loss-spike: The loss stays", "config-drift: What at least 5 earlier runs")
                .doesNotContain("(changed)");
    }

    private static String line(String run, String experiment, double rate) {
        return "{\"csv\": \"log.csv\", \"step\": \"step\", \"name\": \"%s\", \"experiment\": \"%s\", \"params\": {\"lr\": %s}}"
                .formatted(run, experiment, rate);
    }

    private Path manifest(String more) throws IOException {
        List<String> rows = new ArrayList<>(List.of("step,train/loss"));
        for (int i = 0; i <= 40; i++) {
            rows.add(10 * i + "," + (i == 30 ? "nan" : "2.0"));
        }
        Files.write(folder.resolve("log.csv"), rows);
        return Files.writeString(
                folder.resolve("runs.jsonl"), "{\"csv\": \"log.csv\", \"step\": \"step\", " + more + "}\n");
    }

    private int execute(String words) {
        return headwater.run((Object[]) words.split(" "));
    }
}
