package dev.headwater.processor.completeness;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in each series of a batch a sequence lies.
 *
 * <p>Points are numbered across all series, but a batch carries them by series, so the order across series is lost in it.
 * The order itself is fixed, though: a guest that sends again reads the same journal. So the number of points per series
 * between two sequences is the same in every batch, and sums and differences of the batches that came before tell it for
 * any two sequences where batches began or ended, as long as a chain of batches leads from one to the other.
 */
public final class Overlap {

    private final long origin;
    private final Map<Long, Map<Long, Integer>> known = new HashMap<>();

    /**
     * @param batch the batch that overlaps
     * @param before batches of the same boot and topic, in any order
     */
    public Overlap(Shape batch, List<Shape> before) {
        origin = batch.first();
        known.put(origin, Map.of());
        known.put(batch.last() + 1, batch.counts());
        Deque<Long> open = new ArrayDeque<>(known.keySet());
        while (!open.isEmpty()) {
            long at = open.remove();
            for (Shape shape : before) {
                if (shape.first() == at) {
                    reach(open, shape.last() + 1, at, shape, 1);
                }
                if (shape.last() + 1 == at) {
                    reach(open, shape.first(), at, shape, -1);
                }
            }
        }
        if (batch.counts().size() == 1) {
            long series = batch.counts().keySet().iterator().next();
            for (long at = origin; at <= batch.last(); at++) {
                known.put(at, Map.of(series, (int) (at - origin)));
            }
        }
    }

    private void reach(Deque<Long> open, long to, long from, Shape over, int sign) {
        if (known.containsKey(to)) {
            return;
        }
        Map<Long, Integer> counts = new HashMap<>(known.getOrDefault(from, Map.of()));
        over.counts().forEach((series, count) -> counts.merge(series, sign * count, Integer::sum));
        known.put(to, counts);
        open.add(to);
    }

    /** Points per series, by hash, in the batch before this sequence; empty when it cannot be told. */
    public Optional<Map<Long, Integer>> before(long sequence) {
        return Optional.ofNullable(known.get(sequence));
    }
}
