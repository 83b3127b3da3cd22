package dev.headwater.processor.completeness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of sequence numbers, kept as closed ranges in rising order that never touch. It stays small as long as what
 * arrives has few gaps, which is the case for every sender that sends again what was not confirmed.
 */
public final class SequenceRanges {

    private long[] bounds;
    private int size;

    private SequenceRanges(long[] bounds, int size) {
        this.bounds = bounds;
        this.size = size;
    }

    /** @param flattened first, last, first, last, … as {@link #flattened} gives them */
    public static SequenceRanges of(List<Long> flattened) {
        long[] bounds = new long[flattened.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = flattened.get(i);
        }
        return new SequenceRanges(bounds, bounds.length);
    }

    public static SequenceRanges none() {
        return new SequenceRanges(new long[2], 0);
    }

    public List<Long> flattened() {
        List<Long> flattened = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            flattened.add(bounds[i]);
        }
        return flattened;
    }

    /** How many numbers of the closed range first..last are in the set. */
    public long overlap(long first, long last) {
        long overlap = 0;
        for (int i = 0; i < size; i += 2) {
            overlap += Math.max(0, Math.min(last, bounds[i + 1]) - Math.max(first, bounds[i]) + 1);
        }
        return overlap;
    }

    /** Adds the closed range first..last. */
    public void add(long first, long last) {
        int before = 0;
        while (before < size && bounds[before + 1] < first - 1) {
            before += 2;
        }
        int after = before;
        long from = first;
        long to = last;
        while (after < size && bounds[after] <= last + 1) {
            from = Math.min(from, bounds[after]);
            to = Math.max(to, bounds[after + 1]);
            after += 2;
        }
        int grown = size - (after - before) + 2;
        long[] next = grown <= bounds.length ? bounds : Arrays.copyOf(bounds, grown + 6);
        System.arraycopy(bounds, after, next, before + 2, size - after);
        next[before] = from;
        next[before + 1] = to;
        bounds = next;
        size = grown;
    }

    /** The closed ranges of what is in first..last but not in the set, in rising order. */
    public List<Gap> gaps(long first, long last) {
        List<Gap> gaps = new ArrayList<>();
        long from = first;
        for (int i = 0; i < size && from <= last; i += 2) {
            if (bounds[i + 1] < from) {
                continue;
            }
            if (bounds[i] > last) {
                break;
            }
            if (bounds[i] > from) {
                gaps.add(new Gap(from, bounds[i] - 1));
            }
            from = bounds[i + 1] + 1;
        }
        if (from <= last) {
            gaps.add(new Gap(from, last));
        }
        return gaps;
    }

    /** A closed range of what is not there. */
    public record Gap(long first, long last) {}

    /** How many numbers are in the set. */
    public long count() {
        long count = 0;
        for (int i = 0; i < size; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1;
        }
        return count;
    }

    /** The largest number in the set; -1 when it is empty. */
    public long highest() {
        return size == 0 ? -1 : bounds[size - 1];
    }

    /** How many ranges the set takes. */
    public int ranges() {
        return size / 2;
    }
}
