package dev.headwater.benchmarks.detect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Real curves, to put faults into. */
final class Curves {

    /** What the norm of the gradient is called in AlgoPerf. */
    static final String GRADIENT = "grad_norm";

    /** Faults begin in between, as shares of the points of a run: behind its warm-up, and with some of it left. */
    private static final double EARLIEST = 0.3;

    private static final double LATEST = 0.7;

    private Curves() {}

    /** Index of a row at random, of those that have the series. */
    static int place(LoggedRun run, int column, Random random) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < run.rows().size(); i++) {
            if (has(run.rows().get(i), column)) {
                rows.add(i);
            }
        }
        double share = EARLIEST + (LATEST - EARLIEST) * random.nextDouble();
        return rows.get((int) (share * rows.size()));
    }

    static boolean has(LoggedRun.Row row, int column) {
        for (int cell : row.cells()) {
            if (cell == column) {
                return true;
            }
        }
        return false;
    }

    static LoggedRun.Row changed(LoggedRun.Row row, int column, DoubleUnaryOperator change) {
        double[] values = row.values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] = row.cells()[k] == column ? change.applyAsDouble(values[k]) : values[k];
        }
        return new LoggedRun.Row(row.rank(), row.step(), row.millis(), row.evaluation(), row.cells(), values);
    }

    /** The run with all steps from a row on slower by a factor. */
    static LoggedRun slower(LoggedRun run, int from, double factor) {
        List<LoggedRun.Row> rows = new ArrayList<>(run.rows());
        long since = rows.get(from - 1).millis();
        for (int i = from; i < rows.size(); i++) {
            LoggedRun.Row row = changed(rows.get(i), Speedruns.STEP_TIME, took -> factor * took);
            long millis = since + Math.round(factor * (row.millis() - since));
            rows.set(i, new LoggedRun.Row(row.rank(), row.step(), millis, row.evaluation(), row.cells(), row.values()));
        }
        return run.with(rows);
    }

    /** Index of the first row at or after a time; the number of rows when there is none. */
    static int rowAt(LoggedRun run, long millis) {
        int i = 0;
        while (i < run.rows().size() && run.rows().get(i).millis() < millis) {
            i++;
        }
        return i;
    }

    static String text(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
