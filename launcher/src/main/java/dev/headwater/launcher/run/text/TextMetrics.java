package dev.headwater.launcher.run.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Metrics of one run out of the texts that its program writes: streams, log files. Holds what all of them share. */
public final class TextMetrics {

    /** More series than this from one program are no metrics. */
    public static final int MOST_SERIES = 1_000;

    private final List<LineReader> readers = new ArrayList<>();
    private final TextSeries series;
    private final CompletableFuture<PointSink> sink = new CompletableFuture<>();
    private final List<TextStream> streams = new ArrayList<>();

    /**
     * @param patterns tried on every line, each for itself
     * @param formats presets, as well
     */
    public TextMetrics(List<MetricPattern> patterns, List<MetricFormat> formats) {
        readers.addAll(patterns);
        formats.forEach(format -> readers.add(format.reader()));
        series = new TextSeries(
                MOST_SERIES, (name, context, step, value) -> sink.join().log(name, context, step, value));
    }

    /** Where the points go. Text that comes before this is called waits. */
    public void sendTo(PointSink points) {
        sink.complete(points);
    }

    /** A further text, read by a thread of its own. */
    public TextStream open(String name) {
        TextStream stream = new TextStream(name, List.copyOf(readers), series);
        streams.add(stream);
        return stream;
    }

    /**
     * Waits until everything that was offered is read.
     *
     * @return what was not, each in a sentence for a person
     */
    public List<String> finish(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        List<String> missing = new ArrayList<>();
        for (TextStream stream : streams) {
            try {
                stream.end().get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                missing.add("the end of " + stream.name() + " was not read for metrics in time");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            missing.addAll(stream.complaints());
        }
        if (series.leftOut() > 0) {
            missing.add(series.leftOut() + " values were not recorded: their names would make more than " + MOST_SERIES
                    + " metrics; name what you mean with --metric-pattern");
        }
        if (missing.isEmpty() && series.points() == 0) {
            missing.add("no metric was found in the output: see --metrics-format and --metric-pattern");
        }
        return missing;
    }
}
