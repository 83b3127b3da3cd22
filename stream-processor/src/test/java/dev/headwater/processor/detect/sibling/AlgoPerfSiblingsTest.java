package dev.headwater.processor.detect.sibling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.Siblings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the rules say of 1,683 real configurations, most of them trials of a sweep. They are not in the repository. */
class AlgoPerfSiblingsTest {

    private final SiblingRules rules = SiblingRules.standard();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void trialsOfASweepDoNotDrift() throws IOException {
        String data = System.getProperty("HEADWATER_DATA", System.getenv().getOrDefault("HEADWATER_DATA", ""));
        Assumptions.assumeFalse(data.isEmpty(), "skipped: HEADWATER_DATA names no folder with algoperf-v0.5 in it");
        Path folder = Path.of(data, "algoperf-v0.5");
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: there is no folder " + folder);
        // TEAM/SUBMISSION/study_N/WORKLOAD/trial_N: a study is an experiment, or all studies of a submission are.
        int[] byStudy = compare(folder, false);
        int[] bySubmission = compare(folder, true);
        assertThat(byStudy[1]).isZero();
        assertThat(bySubmission[1]).isLessThanOrEqualTo(bySubmission[0] / 20);
    }

    /** @return runs, those that drift, those that are duplicates */
    private int[] compare(Path folder, boolean studiesTogether) throws IOException {
        Map<String, Siblings> experiments = new TreeMap<>();
        int[] counts = new int[3];
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.endsWith("hparams.json")).sorted().toList()) {
                Path place = folder.relativize(file);
                int workload = place.getNameCount() - 3;
                String experiment =
                        place.subpath(0, studiesTogether ? workload - 1 : workload) + " " + place.getName(workload);
                SiblingRules.Compared compared = rules.compare(
                        experiments.getOrDefault(experiment, SiblingRules.nobody()),
                        portrait(file),
                        severity -> true,
                        0);
                experiments.put(experiment, compared.after());
                counts[0]++;
                for (Finding finding : compared.found()) {
                    counts[finding.rule().name().equals("config-drift") ? 1 : 2]++;
                }
            }
        }
        System.out.printf(
                "%d runs in %d experiments (%s): %d drift, %d are duplicates%n",
                counts[0],
                experiments.size(),
                studiesTogether ? "all studies of a submission" : "a study each",
                counts[1],
                counts[2]);
        return counts;
    }

    private Portrait portrait(Path file) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        JsonNode params = json.readTree(file.toFile());
        params.properties()
                .forEach(each ->
                        settings.put("param/" + each.getKey(), each.getValue().asText()));
        return new Portrait(file.toString(), 0L, settings, Thresholds.digest(settings.toString()));
    }
}
