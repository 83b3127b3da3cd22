package dev.headwater.benchmarks.nab;

import dev.headwater.benchmarks.nab.LabelledSeries.Window;
import java.util.List;

/**
 * What an alarm at each row of a series is worth before a profile weighs it: from 1 at the left edge of a window to nearly
 * 0 at its right edge, then sliding down to -1 over three widths of the window.
 *
 * <p>Source: Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms - the Numenta Anomaly Benchmark" (2015),
 * section II, and the benchmark's documentation.
 */
final class Placement {

    private static final double STEEPNESS = 5;
    private static final double FAR = 3;
    private static final double LEFT_EDGE = curve(-1);

    private final double[] worth;
    private final int[] window;

    private Placement(double[] worth, int[] window) {
        this.worth = worth;
        this.window = window;
    }

    static Placement of(int rows, List<Window> windows) {
        double[] worth = new double[rows];
        int[] inside = new int[rows];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            while (next < windows.size() && row > windows.get(next).last()) {
                next++;
            }
            if (next < windows.size() && row >= windows.get(next).first()) {
                Window window = windows.get(next);
                double width = window.last() - window.first() + 1.0;
                worth[row] = curve(-(window.last() - row + 1) / width) / LEFT_EDGE;
                inside[row] = next;
            } else {
                worth[row] = next == 0 ? -1 : after(windows.get(next - 1), row);
                inside[row] = -1;
            }
        }
        return new Placement(worth, inside);
    }

    private static double after(Window window, int row) {
        // A window of a single row has no width to be past of.
        int width = window.last() - window.first();
        return width == 0 ? -1 : curve((row - window.last()) / (double) width);
    }

    /** The scaled sigmoid, by position relative to the right edge of a window, in widths of the window. */
    private static double curve(double position) {
        return position > FAR ? -1 : 2 / (1 + Math.exp(STEEPNESS * position)) - 1;
    }

    /** Worth of an alarm, 1 to -1. */
    double worth(int row) {
        return worth[row];
    }

    /** Index of the window around a row, -1 when there is none. */
    int window(int row) {
        return window[row];
    }
}
