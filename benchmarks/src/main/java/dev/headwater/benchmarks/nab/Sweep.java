package dev.headwater.benchmarks.nab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a detector earns under a profile on a set of series, at any threshold. An alarm is a score at or above the
 * threshold. Of the alarms in a window the best placed one counts, of those outside every one.
 */
final class Sweep {

    /** No row reaches it: the detector that never alarms. */
    static final double NEVER = 1.1;

    /** A threshold and the sum that it earns. */
    record Point(double threshold, double sum) {}

    private final List<Point> points;
    private final int windows;
    private final Profile profile;

    private Sweep(List<Point> points, int windows, Profile profile) {
        this.points = points;
        this.windows = windows;
        this.profile = profile;
    }

    private record Row(double score, double worth, int window) {}

    /** @param scores one array per series, each value from 0 to 1 */
    static Sweep of(List<LabelledSeries> series, List<double[]> scores, Profile profile) {
        List<Row> rows = new ArrayList<>();
        int windows = 0;
        int labelled = 0;
        for (int i = 0; i < series.size(); i++) {
            LabelledSeries file = series.get(i);
            double[] score = scores.get(i);
            if (score.length != file.rows()) {
                throw new IllegalArgumentException(
                        file.name() + " has " + file.rows() + " rows, but " + score.length + " scores");
            }
            Placement placement = Placement.of(file.rows(), file.windows());
            for (int row = file.probation(); row < file.rows(); row++) {
                if (!(score[row] >= 0 && score[row] <= 1)) {
                    throw new IllegalArgumentException(
                            file.name() + ": score " + score[row] + " in row " + row + " is not between 0 and 1");
                }
                int window = placement.window(row);
                rows.add(new Row(score[row], placement.worth(row), window < 0 ? -1 : windows + window));
            }
            windows += file.windows().size();
            labelled += file.windows().stream()
                    .filter(window -> window.last() >= file.probation())
                    .count();
        }
        rows.sort(Comparator.comparingDouble(Row::score).reversed());
        return new Sweep(sweep(rows, windows, labelled, profile), windows, profile);
    }

    private static List<Point> sweep(List<Row> rows, int windows, int labelled, Profile profile) {
        // Whatever is missed is counted as such from the beginning; a hit then pays both that and its worth.
        double[] best = new double[windows];
        Arrays.fill(best, -profile.miss());
        double sum = -profile.miss() * labelled;
        double threshold = NEVER;
        List<Point> points = new ArrayList<>();
        for (Row row : rows) {
            if (row.score() != threshold) {
                points.add(new Point(threshold, sum));
                threshold = row.score();
            }
            if (row.window() < 0) {
                sum += row.worth() * profile.falseAlarm();
            } else {
                double earned = row.worth() * profile.hit();
                if (earned > best[row.window()]) {
                    sum += earned - best[row.window()];
                    best[row.window()] = earned;
                }
            }
        }
        points.add(new Point(threshold, sum));
        return points;
    }

    /** The threshold that earns most; the highest when several do. */
    Point best() {
        Point best = points.get(0);
        for (Point point : points) {
            if (point.sum() > best.sum()) {
                best = point;
            }
        }
        return best;
    }

    /** What a threshold earns that was found elsewhere. */
    double sum(double threshold) {
        double sum = points.get(0).sum();
        for (Point point : points) {
            if (point.threshold() < threshold) {
                break;
            }
            sum = point.sum();
        }
        return sum;
    }

    /** As NAB reports it: 0 when there is no alarm, 100 when every window is found at its left edge and nothing else. */
    double normalised(double sum) {
        double nothing = points.get(0).sum();
        return 100 * (sum - nothing) / (profile.hit() * windows - nothing);
    }

    /** Labelled windows. */
    int windows() {
        return windows;
    }
}
