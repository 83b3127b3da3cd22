package dev.headwater.launcher;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A curve of one line, growing as points come: each character stands for the mean of as many points, so that the whole
 * series always fits. Points that are not finite show as {@code ×}.
 */
public final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final char NOT_FINITE = '×';

    private final double[] sums;
    private final long[] counts;
    private final boolean[] broken;
    private long pointsPerCell = 1;
    private long points;

    /** @param width characters at most; even */
    public Sparkline(int width) {
        if (width < 2 || width % 2 != 0) {
            throw new IllegalArgumentException("width of a sparkline must be even and at least 2, not " + width);
        }
        sums = new double[width];
        counts = new long[width];
        broken = new boolean[width];
    }

    public void add(double value) {
        if (points / pointsPerCell == sums.length) {
            fold();
        }
        int cell = (int) (points++ / pointsPerCell);
        if (Double.isFinite(value)) {
            sums[cell] += value;
            counts[cell]++;
        } else {
            broken[cell] = true;
        }
    }

    /** The curve so far, highest to lowest; on a logarithmic scale where positive values span more than a factor 100. */
    @Override
    public String toString() {
        int cells = (int) ((points + pointsPerCell - 1) / pointsPerCell);
        @Nullable Double[] heights = new @Nullable Double[cells];
        for (int i = 0; i < cells; i++) {
            heights[i] = broken[i] || counts[i] == 0 ? null : (Double) (sums[i] / counts[i]);
        }
        double low = Arrays.stream(heights).filter(h -> h != null).mapToDouble(h -> h).min().orElse(0);
        double high = Arrays.stream(heights).filter(h -> h != null).mapToDouble(h -> h).max().orElse(0);
        boolean logarithmic = low > 0 && high / low > 100;
        double bottom = logarithmic ? Math.log(low) : low;
        double range = (logarithmic ? Math.log(high) : high) - bottom;
        StringBuilder line = new StringBuilder(cells);
        for (@Nullable Double height : heights) {
            if (height == null) {
                line.append(NOT_FINITE);
            } else {
                double share = range > 0 ? ((logarithmic ? Math.log(height) : height) - bottom) / range : 0;
                line.append(BARS.charAt((int) Math.min(BARS.length() - 1, share * BARS.length())));
            }
        }
        return line.toString();
    }

    private void fold() {
        int half = sums.length / 2;
        for (int i = 0; i < half; i++) {
            sums[i] = sums[2 * i] + sums[2 * i + 1];
            counts[i] = counts[2 * i] + counts[2 * i + 1];
            broken[i] = broken[2 * i] || broken[2 * i + 1];
        }
        Arrays.fill(sums, half, sums.length, 0);
        Arrays.fill(counts, half, counts.length, 0);
        Arrays.fill(broken, half, broken.length, false);
        pointsPerCell *= 2;
    }
}
