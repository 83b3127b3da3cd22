package dev.headwater.launcher;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A curve of one line, growing as points come: each character stands for the mean of about as many points, so that the
 * whole series always fits. Points that are not finite show as {@code ×}.
 *
 * <p>Points are kept as means of equal numbers of points; when these are too many, two become one.
 */
public final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final char NOT_FINITE = '×';
    private static final int CELLS_PER_CHARACTER = 16;

    /** A range as wide as this is shown on a logarithmic scale. */
    private static final double WIDE = 10;

    private final int width;
    private final double[] sums;
    private final long[] counts;
    private final boolean[] broken;
    private long pointsPerCell = 1;
    private long points;

    /** @param width characters at most, at least 1 */
    public Sparkline(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("width of a sparkline must be at least 1, not " + width);
        }
        this.width = width;
        sums = new double[width * CELLS_PER_CHARACTER];
        counts = new long[sums.length];
        broken = new boolean[sums.length];
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

    /** The curve so far, oldest first. */
    @Override
    public String toString() {
        @Nullable Double[] heights = heights();
        double low = Arrays.stream(heights)
                .filter(h -> h != null)
                .mapToDouble(h -> h)
                .min()
                .orElse(0);
        double high = Arrays.stream(heights)
                .filter(h -> h != null)
                .mapToDouble(h -> h)
                .max()
                .orElse(0);
        boolean logarithmic = low > 0 && high / low > WIDE;
        double bottom = logarithmic ? Math.log(low) : low;
        double range = (logarithmic ? Math.log(high) : high) - bottom;
        StringBuilder line = new StringBuilder(heights.length);
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

    /** Mean for each character; null where a point was not finite. */
    private @Nullable Double[] heights() {
        int cells = (int) ((points + pointsPerCell - 1) / pointsPerCell);
        @Nullable Double[] heights = new @Nullable Double[Math.min(width, cells)];
        for (int i = 0; i < heights.length; i++) {
            double sum = 0;
            long count = 0;
            boolean whole = true;
            for (int cell = i * cells / heights.length; cell < (i + 1) * cells / heights.length; cell++) {
                sum += sums[cell];
                count += counts[cell];
                whole &= !broken[cell];
            }
            heights[i] = whole && count > 0 ? (Double) (sum / count) : null;
        }
        return heights;
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
