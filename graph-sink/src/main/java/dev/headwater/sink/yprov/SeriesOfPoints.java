package dev.headwater.sink.yprov;

import dev.headwater.prov.Statement;
import dev.headwater.schemas.Columns;
import dev.headwater.series.SeriesChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * The points of a series as they are read: chunks are handed on when they are full, the summary grows with each point. Says what
 * the processor says of a series of ours, but for its quantiles beyond 1,024 points.
 */
final class SeriesOfPoints implements Surroundings.PointReader {

    static final int CHUNK = 1_024;

    private static final double[] SHARES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    private final String runId;
    private final String seriesId;
    private final YProvRun.Listener listener;
    private final long[] steps = new long[CHUNK];
    private final long[] times = new long[CHUNK];
    private final double[] values = new double[CHUNK];
    private int filled;
    private int chunks;
    private long count;
    private long nonFinite;
    private long firstStep;
    private long lastStep;
    private long minStep = Long.MAX_VALUE;
    private long maxStep = Long.MIN_VALUE;
    private long repeated;
    private long back;
    private long firstTime;
    private long lastTime;
    private double firstValue;
    private double lastValue;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;

    SeriesOfPoints(String runId, String seriesId, YProvRun.Listener listener) {
        this.runId = runId;
        this.seriesId = seriesId;
        this.listener = listener;
    }

    @Override
    public void point(long step, long time, double value) {
        if (filled == CHUNK) {
            hand();
        }
        if (count == 0) {
            firstStep = step;
            firstTime = time;
            firstValue = value;
        } else {
            repeated += step <= maxStep ? 1 : 0;
            back += step < lastStep ? 1 : 0;
        }
        steps[filled] = step;
        times[filled] = time;
        values[filled++] = value;
        count++;
        lastStep = step;
        lastTime = time;
        lastValue = value;
        minStep = Math.min(minStep, step);
        maxStep = Math.max(maxStep, step);
        if (Double.isFinite(value)) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
        } else {
            nonFinite++;
        }
    }

    long count() {
        return count;
    }

    /** Hands on what is left and says the summary. */
    void end(Statement.Builder series) {
        if (filled > 0) {
            double[] last = Arrays.copyOf(values, filled);
            hand();
            summary(series, last);
        }
    }

    private void summary(Statement.Builder series, double[] last) {
        series.with("mlp:count", Long.valueOf(count))
                .with("mlp:nonFinite", Long.valueOf(nonFinite))
                .with("mlp:firstStep", Long.valueOf(firstStep))
                .with("mlp:lastStep", Long.valueOf(lastStep))
                .with("mlp:minStep", Long.valueOf(minStep))
                .with("mlp:maxStep", Long.valueOf(maxStep))
                .with("mlp:stepsRepeated", Long.valueOf(repeated))
                .with("mlp:stepsBack", Long.valueOf(back))
                .with("mlp:firstValue", Double.valueOf(firstValue))
                .with("mlp:lastValue", Double.valueOf(lastValue))
                .with("mlp:firstTime", firstTime == 0 ? null : Instant.ofEpochMilli(firstTime))
                .with("mlp:lastTime", lastTime == 0 ? null : Instant.ofEpochMilli(lastTime));
        long finite = count - nonFinite;
        if (finite > 0) {
            series.with("mlp:min", Double.valueOf(min))
                    .with("mlp:max", Double.valueOf(max))
                    .with("mlp:mean", Double.valueOf(sum / finite));
        }
        if (finite > 0 && chunks == 1) {
            double[] sorted =
                    Arrays.stream(last).filter(Double::isFinite).sorted().toArray();
            for (double share : SHARES) {
                long percent = Math.round(share * 100);
                int rank = (int) Math.max(1, Math.ceil(share * sorted.length));
                series.with((percent < 10 ? "mlp:p0" : "mlp:p") + percent, Double.valueOf(sorted[rank - 1]));
            }
        }
    }

    private void hand() {
        try {
            listener.points(new SeriesChunk(
                    runId,
                    seriesId,
                    chunks++,
                    Columns.deltas(steps, filled),
                    Columns.deltas(times, filled),
                    Columns.doubles(values, filled)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        filled = 0;
    }
}
