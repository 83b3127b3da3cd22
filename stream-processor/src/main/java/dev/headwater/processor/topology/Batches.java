package dev.headwater.processor.topology;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.processor.completeness.Counter;
import dev.headwater.processor.completeness.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks of batches before any of them is taken, and what is left of one that was partly seen. */
final class Batches {

    /** Of a name, a context, a host or whatever else identifies a series, in characters: it is in every key of it. */
    private static final int LONGEST_NAME = 1_024;

    /** No guest counts that far; up to here, sums of sequences are numbers. */
    static final long MOST_SEQUENCE = 1L << 60;

    private Batches() {}

    static void check(MetricBatch batch) {
        long points = 0;
        for (MetricColumns series : batch.getSeries()) {
            name("name", series.getName());
            name("context", series.getContext());
            int size = series.getValues().size();
            if (series.getStepDeltas().size() != size || series.getTimeDeltas().size() != size) {
                throw new Rejection("series " + series.getName() + " has "
                        + series.getStepDeltas().size() + " steps, "
                        + series.getTimeDeltas().size() + " times and " + size + " values");
            }
            points += size;
        }
        range(batch.getFirstSequence(), batch.getLastSequence(), points);
    }

    static void check(HardwareBatch batch) {
        long points = 0;
        for (HardwareColumns series : batch.getSeries()) {
            name("host", series.getHost());
            name("device", series.getDevice());
            name("quantity", series.getQuantity());
            int size = series.getValues().size();
            if (series.getTimeDeltas().size() != size) {
                throw new Rejection("series " + series.getDevice() + " " + series.getQuantity() + " has "
                        + series.getTimeDeltas().size() + " times and " + size + " values");
            }
            points += size;
        }
        range(batch.getFirstSequence(), batch.getLastSequence(), points);
    }

    private static void name(String what, String text) {
        if (text.length() > LONGEST_NAME) {
            throw new Rejection("the " + what + " of a series has " + text.length() + " characters and is longer than "
                    + LONGEST_NAME + "; it begins with " + text.substring(0, 32));
        }
    }

    private static void range(long first, long last, long points) {
        if (first < 0 || last > MOST_SEQUENCE || points == 0 || last - first + 1 != points) {
            throw new Rejection("the batch says that it covers the sequences " + first + " to " + last
                    + ", but it holds " + points + " points");
        }
    }

    static Shape shape(MetricBatch batch) {
        Map<Long, Integer> counts = new HashMap<>();
        for (MetricColumns series : batch.getSeries()) {
            counts.merge(hash(series), series.getValues().size(), Integer::sum);
        }
        return new Shape(batch.getFirstSequence(), batch.getLastSequence(), counts);
    }

    static Shape shape(HardwareBatch batch) {
        Map<Long, Integer> counts = new HashMap<>();
        for (HardwareColumns series : batch.getSeries()) {
            counts.merge(hash(series), series.getValues().size(), Integer::sum);
        }
        return new Shape(batch.getFirstSequence(), batch.getLastSequence(), counts);
    }

    private static long hash(MetricColumns series) {
        return Shape.hash(series.getContext(), series.getName());
    }

    private static long hash(HardwareColumns series) {
        return Shape.hash(series.getHost(), series.getDevice(), series.getQuantity());
    }

    /**
     * What is new of a batch that was partly seen.
     *
     * @throws Rejection when it cannot be told
     */
    static MetricBatch unseen(MetricBatch batch, Counter counter, List<Shape> before) {
        Cut cut = Cut.of(shape(batch), counter, before);
        List<MetricColumns> rest = new ArrayList<>();
        for (MetricColumns series : batch.getSeries()) {
            int[] kept = cut.kept(hash(series), series.getValues().size());
            if (kept.length > 0) {
                rest.add(MetricColumns.newBuilder(series)
                        .setStepDeltas(Cut.deltas(series.getStepDeltas(), kept))
                        .setTimeDeltas(Cut.deltas(series.getTimeDeltas(), kept))
                        .setValues(Cut.values(series.getValues(), kept))
                        .build());
            }
        }
        return MetricBatch.newBuilder(batch).setSeries(rest).build();
    }

    static HardwareBatch unseen(HardwareBatch batch, Counter counter, List<Shape> before) {
        Cut cut = Cut.of(shape(batch), counter, before);
        List<HardwareColumns> rest = new ArrayList<>();
        for (HardwareColumns series : batch.getSeries()) {
            int[] kept = cut.kept(hash(series), series.getValues().size());
            if (kept.length > 0) {
                rest.add(HardwareColumns.newBuilder(series)
                        .setTimeDeltas(Cut.deltas(series.getTimeDeltas(), kept))
                        .setValues(Cut.values(series.getValues(), kept))
                        .build());
            }
        }
        return HardwareBatch.newBuilder(batch).setSeries(rest).build();
    }
}
