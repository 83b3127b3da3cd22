package dev.headwater.processor.topology;

import dev.headwater.processor.completeness.Counter;
import dev.headwater.processor.completeness.Overlap;
import dev.headwater.processor.completeness.SequenceRanges.Gap;
import dev.headwater.processor.completeness.Shape;
import dev.headwater.schemas.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which points of a batch are new, per series. */
final class Cut {

    /** Points per series before the begin and before the end of each new part. */
    private record Part(Map<Long, Integer> from, Map<Long, Integer> to) {}

    private final List<Part> parts;

    private Cut(List<Part> parts) {
        this.parts = parts;
    }

    /** @throws Rejection when it cannot be told which points are new */
    static Cut of(Shape batch, Counter counter, List<Shape> before) {
        Overlap overlap = new Overlap(batch, before);
        List<Part> parts = new ArrayList<>();
        long told = 0;
        for (Gap gap : counter.unseen(batch.first(), batch.last())) {
            Part part = new Part(points(batch, overlap, gap.first()), points(batch, overlap, gap.last() + 1));
            parts.add(part);
            for (Map.Entry<Long, Integer> series : batch.counts().entrySet()) {
                int from = part.from().getOrDefault(series.getKey(), 0);
                int to = part.to().getOrDefault(series.getKey(), 0);
                if (from < 0 || to < from || to > series.getValue()) {
                    throw contradicts(batch);
                }
                told += to - from;
            }
        }
        if (told != batch.last() - batch.first() + 1 - counter.overlap(batch.first(), batch.last())) {
            throw contradicts(batch);
        }
        return new Cut(parts);
    }

    private static Map<Long, Integer> points(Shape batch, Overlap overlap, long sequence) {
        return overlap.before(sequence)
                .orElseThrow(() -> new Rejection("the batch of sequences " + batch.first() + " to " + batch.last()
                        + " brings new points and repeats others, and no batch that came lately tells which of its points"
                        + " come before sequence " + sequence + "; send a batch again as it was sent first"));
    }

    private static Rejection contradicts(Shape batch) {
        return new Rejection("the batch of sequences " + batch.first() + " to " + batch.last()
                + " contradicts what batches of the same sequences held before");
    }

    /** The places of the new points among the points of a series. */
    int[] kept(long series, int size) {
        return parts.stream()
                .flatMapToInt(part -> IntStream.range(
                        part.from().getOrDefault(series, 0), part.to().getOrDefault(series, 0)))
                .filter(place -> place < size)
                .toArray();
    }

    static List<Long> deltas(List<Long> deltas, int[] kept) {
        long[] absolute = Columns.absolute(deltas);
        long[] left = new long[kept.length];
        for (int i = 0; i < kept.length; i++) {
            left[i] = absolute[kept[i]];
        }
        return Columns.deltas(left, left.length);
    }

    static List<Double> values(List<Double> values, int[] kept) {
        double[] all = Columns.values(values);
        double[] left = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            left[i] = all[kept[i]];
        }
        return Columns.doubles(left, left.length);
    }
}
