package dev.headwater.launcher.detect;

import dev.headwater.launcher.replay.Numbers;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Graded;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.series.Points;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a rule says of each point of a series, from 0 (nothing) to 1.
 *
 * <p>A rule that grades all points is taken at its word. Of any other, the distance outside, s, becomes s / (1 + s), so the
 * order is kept; where it has none, 1. A point of which it tells nothing has 0, and so has a blank one.
 */
final class Scores {

    private Scores() {}

    static double[] of(Detector detector, TimedValues series) {
        double[] memory = new double[detector.slots()];
        double[] scores = new double[series.times().length];
        for (int i = 0; i < scores.length; i++) {
            String cell = series.values().get(i);
            if (!cell.isEmpty()) {
                Points point =
                        Points.of(new long[] {i}, new long[] {series.times()[i]}, new double[] {Numbers.parse(cell)});
                scores[i] = detector instanceof Graded graded
                        ? graded.grade(memory, point, 0)
                        : flat(detector.observe(memory, point, 0));
            }
        }
        return scores;
    }

    private static double flat(Signal signal) {
        if (!(signal instanceof Signal.Breach breach)) {
            return 0;
        }
        double outside = Math.abs(breach.score());
        return Double.isFinite(outside) ? outside / (1 + outside) : 1;
    }

    /** @throws IOException when the file cannot be written */
    static void write(Path out, TimedValues series, double[] scores) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
            writer.write("timestamp,value,anomaly_score\n");
            for (int i = 0; i < scores.length; i++) {
                writer.write(series.written().get(i) + "," + series.values().get(i) + ","
                        + String.format(Locale.ROOT, "%.6f", scores[i]) + "\n");
            }
        }
    }
}
