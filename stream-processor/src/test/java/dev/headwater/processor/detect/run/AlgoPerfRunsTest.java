package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.anomaly.Severity;
import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules over whole runs say of 1,863 real trials. They are not in the repository. */
class AlgoPerfRunsTest {

    private static final long BEGIN = 1_700_000_000_000L;

    private final RunSuite suite = RunSuite.standard();
    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"eval_measurements.csv", "measurements.csv"})
    void whatDiedEarlyAndWhatGoesMissingIsFoundAndHealthyRunsAreLeftAlone(String table) throws IOException {
        String data = System.getProperty("HEADWATER_DATA", System.getenv().getOrDefault("HEADWATER_DATA", ""));
        Assumptions.assumeFalse(data.isEmpty(), "skipped: HEADWATER_DATA names no folder with algoperf-v0.5 in it");
        Path folder = Path.of(data, "algoperf-v0.5");
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: there is no folder " + folder);
        Map<String, int[]> alarms = new TreeMap<>();
        Map<String, Integer> notices = new TreeMap<>();
        int[] healthy = new int[2];
        int[] early = new int[2];
        int[] blank = new int[2];
        try (Stream<Path> trials = Files.walk(folder)) {
            for (Path trial : trials.filter(
                            path -> path.getFileName().toString().matches("trial_[0-9]+"))
                    .sorted()
                    .toList()) {
                Log log = Log.read(trial, table);
                boolean dies = !Files.exists(trial.resolve("eval_measurements.csv"));
                List<Finding> found = play(trial, log, dies ? EndStatus.FAILED : EndStatus.FINISHED);
                List<String> rules = found.stream()
                        .filter(finding -> finding.severity() != Severity.INFO)
                        .map(finding -> finding.rule().name())
                        .distinct()
                        .toList();
                found.stream()
                        .filter(finding -> finding.severity() == Severity.INFO)
                        .map(finding -> finding.rule().name())
                        .distinct()
                        .forEach(rule -> notices.merge(rule, 1, Integer::sum));
                if (dies) {
                    count(early, rules.contains("died-early"));
                }
                if (log.blank) {
                    count(blank, rules.contains("missing-value"));
                }
                if (reachedTarget(trial, log)) {
                    count(healthy, !rules.isEmpty());
                    rules.forEach(rule -> count(alarms.computeIfAbsent(rule, any -> new int[2]), true));
                }
            }
        }
        System.out.println(
                table + ": found of those that died early: " + early[1] + " of " + early[0] + "; of those with blanks: "
                        + blank[1] + " of " + blank[0] + "; trials that reached their target with a warning or worse: "
                        + healthy[1] + " of " + healthy[0]);
        alarms.forEach((rule, of) -> System.out.println("  " + rule + ": " + of[1]));
        System.out.println("  trials with a notice, of all: " + notices);
        assertThat(early[1]).isGreaterThanOrEqualTo((int) Math.ceil(0.9 * early[0]));
        assertThat(blank[1]).isGreaterThanOrEqualTo((int) Math.ceil(0.9 * blank[0]));
        assertThat(healthy[1]).isLessThanOrEqualTo(healthy[0] / 20);
    }

    private static void count(int[] of, boolean counts) {
        of[0]++;
        of[1] += counts ? 1 : 0;
    }

    /** In batches of 50 rows, a minute a row. */
    private List<Finding> play(Path trial, Log log, EndStatus status) throws IOException {
        RunWatches watches = suite.watch("r");
        List<Finding> found = new ArrayList<>();
        Path params = trial.resolve("hparams.json");
        found.addAll(event(watches, 0, Guest.start().build()));
        if (Files.exists(params)) {
            Map<String, Object> values = new HashMap<>();
            JsonNode object = json.readTree(params.toFile());
            object.properties()
                    .forEach(each -> values.put(
                            each.getKey(),
                            each.getValue().isNumber()
                                    ? (Object) each.getValue().doubleValue()
                                    : each.getValue().asText()));
            found.addAll(event(watches, 1, new ParamsLogged(values)));
        }
        for (int from = 0; from < log.rows.size(); from += 50) {
            List<Heard> batch = log.columns(from, Math.min(log.rows.size(), from + 50));
            found.addAll(watches.points(0, batch, Origin.NONE, severity -> true, 0));
        }
        found.addAll(event(
                watches,
                log.rows.size() + 2L,
                RunEnded.newBuilder()
                        .setStatus(status)
                        .setRunEvents(3)
                        .setMetricPoints(0)
                        .setHardwarePoints(0)
                        .build()));
        found.addAll(watches.turn(new Turn.Settled(BEGIN + 60_000 * (log.rows.size() + 2L)), severity -> true, 0));
        return found;
    }

    private static List<Finding> event(RunWatches watches, long minute, Object payload) {
        Instant at = Instant.ofEpochMilli(BEGIN + 60_000 * minute);
        return watches.event(new RunEvent("r", 0, "boot", minute, at, payload), Origin.NONE, severity -> true, 0);
    }

    private boolean reachedTarget(Path trial, Log log) throws IOException {
        Path file = trial.resolve("meta_data_0.json");
        if (!Files.exists(file)) {
            return false;
        }
        JsonNode meta = json.readTree(file.toFile());
        double target = meta.path("workload.validation_target_value").asDouble(Double.NaN);
        String column = "validation/" + meta.path("workload.target_metric_name").asText();
        return log.values(column).anyMatch(value -> value >= target);
    }

    /** One table of a trial, or that of steps where it has not that one. */
    private static final class Log {
        private final List<String> headers;
        private final List<String[]> rows = new ArrayList<>();
        private boolean blank;

        private Log(List<String> headers) {
            this.headers = headers;
        }

        static Log read(Path trial, String table) throws IOException {
            Path evaluations = trial.resolve(table);
            Path steps = trial.resolve("measurements.csv");
            Path file = Files.exists(evaluations) ? evaluations : steps;
            if (!Files.exists(file)) {
                return new Log(List.of());
            }
            List<String> lines = Files.readAllLines(file);
            Log log = new Log(List.of(lines.get(0).split(",", -1)));
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                log.rows.add(cells);
                int loss = log.headers.indexOf("validation/loss");
                int accuracy = log.headers.indexOf("validation/accuracy");
                log.blank |= loss >= 0 && cells[loss].isEmpty() && accuracy >= 0 && !cells[accuracy].isEmpty();
            }
            return log;
        }

        Stream<Double> values(String column) {
            int at = headers.indexOf(column);
            return at < 0
                    ? Stream.of()
                    : rows.stream()
                            .map(cells -> cells[at])
                            .filter(cell -> !cell.isEmpty())
                            .map(Double::valueOf);
        }

        List<Heard> columns(int from, int to) {
            List<Heard> batch = new ArrayList<>();
            int step = headers.indexOf("global_step");
            for (int column = 0; column < headers.size(); column++) {
                int at = column;
                if (at == step) {
                    continue;
                }
                int[] filled = IntStream.range(from, to)
                        .filter(row -> !rows.get(row)[at].isEmpty())
                        .toArray();
                String header = headers.get(at);
                int slash = header.indexOf('/');
                SeriesName name = SeriesName.metric(
                        "r", header.substring(slash + 1), slash < 0 ? "" : header.substring(0, slash));
                batch.add(new Heard(
                        name,
                        Points.of(
                                Arrays.stream(filled)
                                        .mapToLong(row -> (long) Double.parseDouble(rows.get(row)[step]))
                                        .toArray(),
                                Arrays.stream(filled)
                                        .mapToLong(row -> BEGIN + 60_000 * (row + 2L))
                                        .toArray(),
                                Arrays.stream(filled)
                                        .mapToDouble(row -> Double.parseDouble(rows.get(row)[at]))
                                        .toArray())));
            }
            batch.removeIf(heard -> heard.points().size() == 0);
            return batch;
        }
    }
}
