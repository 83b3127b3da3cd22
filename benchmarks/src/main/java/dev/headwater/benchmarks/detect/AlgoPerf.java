package dev.headwater.benchmarks.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.processor.series.SeriesName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The trials of AlgoPerf v0.5: real runs, each with its log, its parameters and what it had to reach.
 *
 * <p>A row of steps has no time of its own; it gets one between the evaluations around it, by its step.
 */
final class AlgoPerf {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STEP = "global_step";
    private static final String TIME = "total_duration";

    private AlgoPerf() {}

    /** Folders of all trials, in the order of their names. */
    static List<Path> trials(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("trial_"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    /** The run of a trial; without a log, one without rows. */
    static LoggedRun read(Path data, Path trial) throws IOException {
        String name = data.relativize(trial).toString().replace('\\', '/');
        String workload = trial.getName(trial.getNameCount() - 2).toString();
        String family = workload.substring(0, workload.indexOf('_'));
        Path log = trial.resolve("measurements.csv");
        Map<String, String> params = flat(trial.resolve("hparams.json"));
        if (!Files.exists(log)) {
            return new LoggedRun(name, family, params, List.of(), List.of());
        }
        Table table = Table.read(log);
        List<Integer> columns = new ArrayList<>();
        List<SeriesName> series = new ArrayList<>();
        for (int i = 0; i < table.header().size(); i++) {
            String header = table.header().get(i);
            if (!header.equals(STEP)) {
                columns.add(i);
                series.add(series(header));
            }
        }
        return new LoggedRun(name, family, params, series, rows(table, columns));
    }

    /** What the trial had to reach, and what it reached. Says nothing of trials without evaluations. */
    static Outcome outcome(Path trial) throws IOException {
        Path evaluations = trial.resolve("eval_measurements.csv");
        if (!Files.exists(evaluations)) {
            return Outcome.unknown();
        }
        Map<String, String> facts = flat(trial.resolve("meta_data_0.json"));
        return Outcome.of(
                Table.read(evaluations),
                facts.getOrDefault("workload.target_metric_name", ""),
                Double.parseDouble(facts.getOrDefault("workload.validation_target_value", "NaN")));
    }

    static Predicate<LoggedRun> family(String wanted) {
        return run -> run.family().equals(wanted);
    }

    private static SeriesName series(String header) {
        int slash = header.indexOf('/');
        return slash < 0
                ? SeriesName.metric("run", header, "")
                : SeriesName.metric("run", header.substring(slash + 1), header.substring(0, slash));
    }

    private static List<LoggedRun.Row> rows(Table table, List<Integer> columns) {
        int stepColumn = table.header().indexOf(STEP);
        long[] times = times(table, stepColumn);
        int scoreColumn = table.header().indexOf(TIME);
        List<LoggedRun.Row> rows = new ArrayList<>();
        int evaluations = 0;
        for (int i = 0; i < table.rows().size(); i++) {
            String[] cells = table.rows().get(i);
            List<Integer> at = new ArrayList<>();
            for (int k = 0; k < columns.size(); k++) {
                if (!cells[columns.get(k)].isBlank()) {
                    at.add(k);
                }
            }
            boolean evaluation = scoreColumn >= 0 && !cells[scoreColumn].isBlank();
            rows.add(new LoggedRun.Row(
                    Math.round(table.number(cells, stepColumn)),
                    times[i],
                    evaluation ? evaluations++ : LoggedRun.NO_EVALUATION,
                    at.stream().mapToInt(Integer::intValue).toArray(),
                    at.stream()
                            .mapToDouble(k -> table.number(cells, columns.get(k)))
                            .toArray()));
        }
        return rows;
    }

    /** Known at evaluations; in between by the step, behind the last as fast as before it. */
    private static long[] times(Table table, int stepColumn) {
        int timeColumn = table.header().indexOf(TIME);
        long[] times = new long[table.rows().size()];
        double stepBefore = 0;
        double timeBefore = 0;
        double pace = 1;
        int from = 0;
        for (int i = 0; i < times.length; i++) {
            double time = table.number(table.rows().get(i), timeColumn);
            if (Double.isNaN(time)) {
                continue;
            }
            double step = table.number(table.rows().get(i), stepColumn);
            pace = step > stepBefore ? Math.max(0, time - timeBefore) / (step - stepBefore) : pace;
            for (int k = from; k <= i; k++) {
                double ahead = Math.max(0, table.number(table.rows().get(k), stepColumn) - stepBefore);
                times[k] = Math.round(1000 * Math.min(time, timeBefore + pace * ahead));
            }
            times[i] = Math.round(1000 * time);
            from = i + 1;
            stepBefore = step;
            timeBefore = time;
        }
        for (int k = from; k < times.length; k++) {
            double ahead = Math.max(0, table.number(table.rows().get(k), stepColumn) - stepBefore);
            times[k] = Math.round(1000 * (timeBefore + pace * ahead));
        }
        return times;
    }

    private static Map<String, String> flat(Path file) throws IOException {
        Map<String, String> flat = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (Map.Entry<String, JsonNode> entry :
                    JSON.readTree(file.toFile()).properties()) {
                flat.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return flat;
    }
}
