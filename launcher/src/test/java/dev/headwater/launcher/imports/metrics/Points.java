package dev.headwater.launcher.imports.metrics;

import dev.headwater.sink.yprov.Surroundings.PointReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The points that were handed on. */
final class Points implements PointReader {

    record Point(long step, long time, double value) {}

    private final List<Point> points = new ArrayList<>();

    @Override
    public void point(long step, long time, double value) {
        points.add(new Point(step, time, value));
    }

    List<Point> all() {
        return points;
    }

    /** Those of the committed files, see yprov_metric_files.py. */
    static List<Point> written(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new Point(i, 1_700_000_000_000L + 10 * i, value(i)))
                .toList();
    }

    private static double value(long point) {
        if (point == 5) {
            return Double.NaN;
        } else if (point == 6) {
            return Double.POSITIVE_INFINITY;
        } else if (point == 7) {
            return Double.NEGATIVE_INFINITY;
        }
        return 7 * point % 32 / 8.0;
    }

    /** Where the committed files are. */
    static Path committed() {
        return Path.of(System.getProperty("headwater.root", ".."))
                .resolve("launcher/src/test/resources/dev/headwater/launcher/imports/metrics");
    }
}
