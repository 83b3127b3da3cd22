package dev.headwater.benchmarks.detect;

import dev.headwater.processor.series.SeriesName;
import dev.headwater.prov.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up hardware series of one host: a sample of each a second, a level and normal noise, no curve of the world. */
final class Samples {

    static final long SECOND = 1000;

    private static final String HOST = "host";

    /**
     * A series.
     *
     * @param before its level
     * @param after its level during the fault, at its beginning
     * @param slope what it gains a second during the fault
     * @param noise standard deviation
     * @param most values above, and below 0, are cut off
     */
    record Level(
            String device,
            String quantity,
            String unit,
            double before,
            double after,
            double slope,
            double noise,
            double most) {

        static Level share(String device, String quantity, double before, double after) {
            return new Level(device, quantity, "1", before, after, 0, 0.03, 1);
        }

        SeriesName series() {
            return new SeriesName(
                    Identifiers.resourceSeries("run", HOST, device, quantity), true, quantity, device, HOST, unit);
        }

        double at(double secondsOfFault, Random random) {
            double level = secondsOfFault < 0 ? before : after + slope * secondsOfFault;
            return Math.max(0, Math.min(most, level + noise * random.nextGaussian()));
        }
    }

    private Samples() {}

    /** Nothing but hardware, with a fault that begins somewhere in the second thousand of seconds. */
    static Injected alone(LoggedRun run, List<Level> levels, int window, Random random) {
        int from = 1000 + random.nextInt(1000);
        LoggedRun empty = new LoggedRun(run.name(), run.family(), Map.of(), List.of(), List.of());
        LoggedRun with = beside(empty, levels, from * SECOND, (from + window) * SECOND, random);
        return Injected.of(with, from, from + window, 0);
    }

    /** The run with a row of samples each second, put between its rows by their times. */
    static LoggedRun beside(LoggedRun run, List<Level> levels, long fault, long end, Random random) {
        List<SeriesName> series = new ArrayList<>(run.series());
        levels.forEach(level -> series.add(level.series()));
        int[] cells = new int[levels.size()];
        for (int k = 0; k < cells.length; k++) {
            cells[k] = run.series().size() + k;
        }
        List<LoggedRun.Row> rows = new ArrayList<>();
        int next = 0;
        long step = 0;
        for (long millis = 0; millis <= end; millis += SECOND) {
            for (; next < run.rows().size() && run.rows().get(next).millis() <= millis; next++) {
                rows.add(run.rows().get(next));
                step = run.rows().get(next).step();
            }
            double seconds = (millis - fault) / (double) SECOND;
            double[] values = levels.stream()
                    .mapToDouble(level -> level.at(seconds, random))
                    .toArray();
            rows.add(new LoggedRun.Row(step, millis, LoggedRun.NO_EVALUATION, cells, values));
        }
        rows.addAll(run.rows().subList(next, run.rows().size()));
        return new LoggedRun(run.name(), run.family(), run.params(), series, rows);
    }
}
