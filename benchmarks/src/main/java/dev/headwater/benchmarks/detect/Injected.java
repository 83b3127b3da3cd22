package dev.headwater.benchmarks.detect;

import java.util.List;

/**
 * A run with a fault in it.
 *
 * @param run up to where a finding still counts
 * @param row index of the first row of the fault
 * @param millis when the fault begins, since the run began
 * @param counted index of the series whose points a delay is counted in
 */
record Injected(LoggedRun run, List<Aside> asides, int row, long millis, int counted) {

    /** Cuts the run off behind the last row in which a finding still counts. */
    static Injected of(LoggedRun run, int row, int last, int counted) {
        List<LoggedRun.Row> rows =
                run.rows().subList(0, Math.min(last + 1, run.rows().size()));
        return new Injected(run.with(rows), List.of(), row, rows.get(row).millis(), counted);
    }

    Injected with(List<Aside> more) {
        return new Injected(run, List.copyOf(more), row, millis, counted);
    }

    /** Points from the first one of the fault to a row; 0 when it is that one. */
    int pointsUntil(int there) {
        int points = 0;
        for (int i = row + 1; i <= there; i++) {
            for (int cell : run.rows().get(i).cells()) {
                points += cell == counted ? 1 : 0;
            }
        }
        return points;
    }
}
