package dev.headwater.benchmarks.detect;

import dev.headwater.processor.series.SeriesName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The 39 published GPT speed runs: dense training losses of runs that all ended well, so every finding is a false alarm.
 *
 * <p>Their clock starts again behind ten steps of warming up; what it said before is added. The time of a step is the
 * difference to the step before.
 */
final class Speedruns {

    static final List<SeriesName> SERIES = List.of(
            SeriesName.metric("run", "loss", "train"),
            SeriesName.metric("run", "loss", "val"),
            SeriesName.metric("run", "step_time", "train"));

    static final int TRAIN_LOSS = 0;
    private static final int VALIDATION_LOSS = 1;
    static final int STEP_TIME = 2;

    private Speedruns() {}

    static List<LoggedRun> read(Path folder) throws IOException {
        List<LoggedRun> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("run_.*[.]csv"))
                    .sorted()
                    .toList()) {
                runs.add(new LoggedRun(
                        file.getFileName().toString(), "speedrun", Map.of(), SERIES, rows(Table.read(file))));
            }
        }
        return runs;
    }

    private static List<LoggedRun.Row> rows(Table table) {
        int step = table.header().indexOf("step");
        int split = table.header().indexOf("split");
        int loss = table.header().indexOf("loss");
        int time = table.header().indexOf("train_time_ms");
        List<LoggedRun.Row> rows = new ArrayList<>();
        double offset = 0;
        double before = 0;
        double trainedAt = Double.NaN;
        int evaluations = 0;
        for (String[] cells : table.rows()) {
            double clock = table.number(cells, time);
            if (clock + offset < before) {
                offset = before - clock;
                trainedAt = Double.NaN;
            }
            before = clock + offset;
            long at = Math.round(table.number(cells, step));
            double value = table.number(cells, loss);
            if (cells[split].equals("val")) {
                rows.add(new LoggedRun.Row(
                        at, Math.round(before), evaluations++, new int[] {VALIDATION_LOSS}, new double[] {value}));
            } else if (Double.isNaN(trainedAt)) {
                rows.add(new LoggedRun.Row(
                        at, Math.round(before), LoggedRun.NO_EVALUATION, new int[] {TRAIN_LOSS}, new double[] {value}));
                trainedAt = before;
            } else {
                double took = before - trainedAt;
                rows.add(new LoggedRun.Row(
                        at,
                        Math.round(before),
                        LoggedRun.NO_EVALUATION,
                        new int[] {TRAIN_LOSS, STEP_TIME},
                        new double[] {value, took / 1000}));
                trainedAt = before;
            }
        }
        return rows;
    }
}
