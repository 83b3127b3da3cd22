package dev.headwater.benchmarks.detect;

import dev.headwater.processor.series.SeriesName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run as its log tells it, row by row, each as a training loop would have logged it.
 *
 * @param name of the run, for people
 * @param family of workloads that it belongs to
 * @param params what it was configured with
 * @param series its columns
 * @param rows in the order of the log
 */
public record LoggedRun(
        String name, String family, Map<String, String> params, List<SeriesName> series, List<Row> rows) {

    /** Number of a row that is no evaluation. */
    public static final int NO_EVALUATION = -1;

    /**
     * Values that were logged together.
     *
     * @param rank that logged them
     * @param millis since the run began
     * @param evaluation how many evaluations came before, if it is one; else {@link #NO_EVALUATION}
     * @param cells indices of those series that have a value
     * @param values theirs
     */
    public record Row(int rank, long step, long millis, int evaluation, int[] cells, double[] values) {

        /** Of a run that has one rank. */
        public Row(long step, long millis, int evaluation, int[] cells, double[] values) {
            this(0, step, millis, evaluation, cells, values);
        }
    }

    public LoggedRun {
        params = Map.copyOf(params);
        series = List.copyOf(series);
        rows = List.copyOf(rows);
    }

    /** The same run with other rows. */
    LoggedRun with(List<Row> others) {
        return new LoggedRun(name, family, params, series, others);
    }

    int evaluations() {
        return (int) rows.stream().filter(row -> row.evaluation() >= 0).count();
    }

    /** Index of the series with this label, or -1. */
    int column(String label) {
        for (int i = 0; i < series.size(); i++) {
            if (series.get(i).label().equals(label)) {
                return i;
            }
        }
        return -1;
    }

    /** Values of a series by evaluation; NaN where there is none. */
    double[] evaluated(String label) {
        int column = column(label);
        List<Double> values = new ArrayList<>();
        for (Row row : rows) {
            if (row.evaluation() >= 0) {
                values.add(value(row, column));
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double value(Row row, int column) {
        for (int i = 0; i < row.cells().length; i++) {
            if (row.cells()[i] == column) {
                return row.values()[i];
            }
        }
        return Double.NaN;
    }
}
