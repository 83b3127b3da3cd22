package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real training logs of the AlgoPerf benchmark go in by {@code headwater replay} and are compared in the graph with
 * figures computed here, straight from the files. Every twentieth trial, or every n-th with {@code
 * -Dheadwater.real-logs.every=n}.
 */
@ExtendWith(RunningStack.class)
class RealLogsIT {

    private static final String EXPERIMENT_PREFIX = "real-logs ";

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    /** What a column of a file says. */
    private record Summary(long count, double first, double last, double min, double max) {}

    /** A run as its files have it: parameters with their types, and series by name with context. */
    private record Expected(Path folder, String workload, Map<String, JsonNode> params, Map<String, Summary> series) {}

    @Test
    void everyParameterAndSeriesOfARealLogIsInTheGraph(Home home) throws IOException {
        String data = System.getProperty("headwater.data", System.getenv("HEADWATER_DATA"));
        assumeTrue(
                data != null && Files.isDirectory(Path.of(data, "algoperf-v0.5")),
                "skipped: HEADWATER_DATA names no folder with algoperf-v0.5");
        Map<String, Expected> trials =
                trials(Path.of(data, "algoperf-v0.5"), Integer.getInteger("headwater.real-logs.every", 20));
        Path manifest = folder.resolve("manifest.jsonl");
        Files.write(manifest, manifest(trials));

        try (CommandLineProcess replay =
                CommandLineProcess.start(home.path(), folder, "replay", "--manifest", manifest.toString())) {
            Outcome replayed = replay.await(Duration.ofMinutes(5));
            assertThat(replayed.status()).as(replayed.err()).isZero();
        }
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(ask(
                                        home,
                                        "MATCH (r:Run) WHERE r.experiment STARTS WITH '" + EXPERIMENT_PREFIX
                                                + "' AND r.complete RETURN r.name AS name")
                                .size())
                        .isEqualTo(trials.size()));

        compareSeries(home, trials);
        compareParameters(home, trials);
    }

    private void compareSeries(Home home, Map<String, Expected> trials) {
        Map<String, Map<String, Summary>> found = new TreeMap<>();
        for (JsonNode row : ask(
                home,
                "MATCH (s:MetricSeries)-[:WAS_GENERATED_BY]->(r:Run) WHERE r.experiment STARTS WITH '"
                        + EXPERIMENT_PREFIX
                        + "' RETURN r.name AS run, s.name AS name, s.context AS context, s.count AS count,"
                        + " s.firstValue AS first, s.lastValue AS last, s.min AS min, s.max AS max")) {
            String context = row.path("context").asText("");
            String name = row.get("name").textValue();
            found.computeIfAbsent(row.get("run").textValue(), run -> new TreeMap<>())
                    .put(
                            context.isEmpty() ? name : context + "/" + name,
                            new Summary(
                                    row.get("count").longValue(),
                                    row.get("first").doubleValue(),
                                    row.get("last").doubleValue(),
                                    row.get("min").doubleValue(),
                                    row.get("max").doubleValue()));
        }
        Map<String, Map<String, Summary>> expected = new TreeMap<>();
        trials.forEach((name, trial) -> expected.put(name, trial.series()));
        assertThat(found).isEqualTo(expected);
    }

    private void compareParameters(Home home, Map<String, Expected> trials) {
        Map<String, Map<String, JsonNode>> found = new TreeMap<>();
        for (JsonNode row : ask(
                home,
                "MATCH (r:Run)-[:USED]->(c:Configuration) WHERE r.experiment STARTS WITH '" + EXPERIMENT_PREFIX
                        + "' RETURN r.name AS run, properties(c) AS properties")) {
            Map<String, JsonNode> params = new HashMap<>();
            row.get("properties").properties().forEach(property -> {
                if (property.getKey().startsWith("param:")) {
                    params.put(property.getKey().substring("param:".length()), property.getValue());
                }
            });
            found.put(row.get("run").textValue(), params);
        }
        trials.forEach((name, trial) -> trial.params().forEach((key, value) -> {
            JsonNode stored = found.getOrDefault(name, Map.of()).getOrDefault(key, MissingNode.getInstance());
            assertThat(stored.getNodeType()).as("type of %s of %s", key, name).isEqualTo(value.getNodeType());
            assertThat(stored.isIntegralNumber())
                    .as("whole number or not: %s of %s", key, name)
                    .isEqualTo(value.isIntegralNumber());
            assertThat(stored.asText()).as("%s of %s", key, name).isEqualTo(value.asText());
        }));
    }

    private List<JsonNode> ask(Home home, String query) {
        Outcome answer = home.run(folder, "cypher", "--json", query);
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.json();
    }

    private Map<String, Expected> trials(Path root, int every) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(root)) {
            logs = files.filter(file -> file.endsWith("measurements.csv"))
                    .sorted()
                    .toList();
        }
        Map<String, Expected> trials = new TreeMap<>();
        for (int i = 0; i < logs.size(); i += every) {
            Path trial = logs.get(i).resolveSibling("");
            Map<String, JsonNode> params = new HashMap<>();
            if (Files.exists(trial.resolve("hparams.json"))) {
                json.readTree(trial.resolve("hparams.json").toFile())
                        .properties()
                        .forEach(param -> params.put(param.getKey(), param.getValue()));
            }
            String name = root.relativize(trial).toString();
            String workload = name.split("/")[name.split("/").length - 2];
            trials.put(name, new Expected(trial, workload, params, summaries(logs.get(i))));
        }
        return trials;
    }

    /** These files quote nothing, so a line is cut at its commas: a reader of its own, to check the product's by. */
    private static Map<String, Summary> summaries(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] header = lines.get(0).split(",", -1);
        List<List<Double>> columns = new ArrayList<>();
        for (String ignored : header) {
            columns.add(new ArrayList<>());
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int i = 0; i < cells.length; i++) {
                if (!cells[i].isBlank()) {
                    columns.get(i).add(Double.parseDouble(cells[i]));
                }
            }
        }
        Map<String, Summary> summaries = new TreeMap<>();
        for (int i = 0; i < header.length; i++) {
            List<Double> values = columns.get(i);
            if (!header[i].equals("global_step") && !values.isEmpty()) {
                summaries.put(
                        header[i],
                        new Summary(
                                values.size(),
                                values.get(0),
                                values.get(values.size() - 1),
                                values.stream().min(Double::compare).orElseThrow(),
                                values.stream().max(Double::compare).orElseThrow()));
            }
        }
        return summaries;
    }

    private List<String> manifest(Map<String, Expected> trials) {
        List<String> lines = new ArrayList<>();
        trials.forEach((name, trial) -> {
            var line = json.createObjectNode()
                    .put("csv", trial.folder().resolve("measurements.csv").toString())
                    .put("step", "global_step")
                    .put("experiment", EXPERIMENT_PREFIX + trial.workload())
                    .put("name", name);
            if (!trial.params().isEmpty()) {
                line.put("params", trial.folder().resolve("hparams.json").toString());
            }
            lines.add(line.toString());
        });
        return lines;
    }
}
