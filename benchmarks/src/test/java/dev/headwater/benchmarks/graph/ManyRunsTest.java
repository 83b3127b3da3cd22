package dev.headwater.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRunsTest {

    private final ManyRuns runs = new ManyRuns(List.of(new RunShape(List.of("loss"), Map.of("param:lr", 0.1), 20)));

    @Test
    void nearlyEveryModelHasThreeGenerationsOfAncestors() {
        assertThat(IntStream.range(0, 5_000)
                        .filter(run -> generations(run) >= 3)
                        .count())
                .isGreaterThan(4_500);
    }

    @Test
    void whatARunGoesOnFromCameBeforeIt() {
        assertThat(IntStream.range(0, 5_000).boxed())
                .allSatisfy(run -> assertThat(runs.parents(run)).allMatch(parent -> parent < run));
    }

    @Test
    void aRunIsTheSameEachTimeAndUsesWhatIsThere() {
        Map<String, Object> row = runs.row(4_711);

        assertThat(row).isEqualTo(runs.row(4_711)).containsEntry("series", List.of("loss"));
        assertThat(ManyRuns.codes()).contains((String) row.get("code"));
        assertThat(ManyRuns.environments()).contains((String) row.get("environment"));
        assertThat(ManyRuns.hosts()).contains((String) row.get("host"));
        assertThat(ManyRuns.people()).contains((String) row.get("person"));
        assertThat(ManyRuns.datasets()).contains((String) row.get("train"), (String) row.get("test"));
    }

    @Test
    void readsTheShapeOfATrial(@TempDir Path data) throws IOException {
        Path trial = Files.createDirectories(data.resolve("trial_1"));
        Files.writeString(trial.resolve("measurements.csv"), "loss,accuracy\n1,0\n2,1\n");
        Files.writeString(trial.resolve("hparams.json"), "{\"lr\": 0.5}");

        assertThat(RunShape.read(data))
                .containsExactly(new RunShape(List.of("loss", "accuracy"), Map.of("param:lr", 0.5), 2));
    }

    @Test
    void theQueryIsTheOneOnThePage() throws IOException {
        Path page = Path.of(System.getProperty("headwater.root")).resolve("docs/cypher.md");

        assertThat(AncestorsFigures.query(page)).startsWith("MATCH (:Entity {id: 'data:' + $sha256})");
    }

    private int generations(int run) {
        return runs.parents(run).stream()
                .mapToInt(parent -> 1 + generations(parent))
                .max()
                .orElse(0);
    }
}
