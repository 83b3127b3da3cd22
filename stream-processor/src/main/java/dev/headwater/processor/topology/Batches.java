package dev.headwater.processor.topology;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.processor.completeness.Counter;
import java.util.List;

/** Checks of batches before any of them is taken, and what is left of one that was partly seen. */
final class Batches {

    private Batches() {}

    static void check(MetricBatch batch) {
        long points = 0;
        for (MetricColumns series : batch.getSeries()) {
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
            int size = series.getValues().size();
            if (series.getTimeDeltas().size() != size) {
                throw new Rejection("series " + series.getDevice() + " " + series.getQuantity() + " has "
                        + series.getTimeDeltas().size() + " times and " + size + " values");
            }
            points += size;
        }
        range(batch.getFirstSequence(), batch.getLastSequence(), points);
    }

    private static void range(long first, long last, long points) {
        if (first < 0 || points == 0 || last - first + 1 != points) {
            throw new Rejection("the batch says that it covers the sequences " + first + " to " + last
                    + ", but it holds " + points + " points");
        }
    }

    /**
     * What is new of a batch that was partly seen. The order of points across series is not in a batch, so this can be
     * told only when it holds one series and its new points are next to each other.
     *
     * @throws Rejection when it cannot be told
     */
    static MetricBatch unseen(MetricBatch batch, Counter counter) {
        int[] part = unseen(
                batch.getFirstSequence(),
                batch.getLastSequence(),
                batch.getSeries().size(),
                counter);
        MetricColumns series = batch.getSeries().get(0);
        MetricColumns rest = MetricColumns.newBuilder(series)
                .setStepDeltas(Cut.deltas(series.getStepDeltas(), part[0], part[1]))
                .setTimeDeltas(Cut.deltas(series.getTimeDeltas(), part[0], part[1]))
                .setValues(Cut.values(series.getValues(), part[0], part[1]))
                .build();
        return MetricBatch.newBuilder(batch)
                .setFirstSequence(batch.getFirstSequence() + part[0])
                .setLastSequence(batch.getFirstSequence() + part[1] - 1)
                .setSeries(List.of(rest))
                .build();
    }

    static HardwareBatch unseen(HardwareBatch batch, Counter counter) {
        int[] part = unseen(
                batch.getFirstSequence(),
                batch.getLastSequence(),
                batch.getSeries().size(),
                counter);
        HardwareColumns series = batch.getSeries().get(0);
        HardwareColumns rest = HardwareColumns.newBuilder(series)
                .setTimeDeltas(Cut.deltas(series.getTimeDeltas(), part[0], part[1]))
                .setValues(Cut.values(series.getValues(), part[0], part[1]))
                .build();
        return HardwareBatch.newBuilder(batch)
                .setFirstSequence(batch.getFirstSequence() + part[0])
                .setLastSequence(batch.getFirstSequence() + part[1] - 1)
                .setSeries(List.of(rest))
                .build();
    }

    /** @return where the new points begin and end (exclusive) in the batch */
    private static int[] unseen(long first, long last, int series, Counter counter) {
        if (series != 1) {
            throw new Rejection("the batch of sequences " + first + " to " + last + " repeats "
                    + counter.overlap(first, last) + " points and brings new ones, and with " + series
                    + " series it cannot be told which; send a batch again as it was sent first");
        }
        long from = first;
        while (counter.overlap(from, from) == 1) {
            from++;
        }
        long to = from;
        while (to < last && counter.overlap(to + 1, to + 1) == 0) {
            to++;
        }
        if (counter.overlap(first, last) != (from - first) + (last - to)) {
            throw new Rejection("the batch of sequences " + first + " to " + last
                    + " brings new points in several pieces; send a batch again as it was sent first");
        }
        return new int[] {(int) (from - first), (int) (to - first + 1)};
    }
}
