package dev.headwater.processor.completeness;

import dev.headwater.processor.state.Seen;
import java.util.List;

/** What arrived of one counter of one boot: its run events, its metric points, or its hardware points. */
public final class Counter {

    /** How much of a range of sequences had arrived before. */
    public enum Arrival {
        /** Nothing: take it. */
        NEW,
        /** Everything: drop it. */
        SEEN,
        /** Some of it. */
        PARTLY_SEEN
    }

    private final SequenceRanges ranges;
    private long duplicates;

    private Counter(SequenceRanges ranges, long duplicates) {
        this.ranges = ranges;
        this.duplicates = duplicates;
    }

    static Counter of(Seen seen) {
        return new Counter(SequenceRanges.of(seen.getRanges()), seen.getDuplicates());
    }

    static Counter fresh() {
        return new Counter(SequenceRanges.none(), 0);
    }

    Seen state() {
        return new Seen(ranges.flattened(), duplicates);
    }

    /** What the closed range first..last would be; changes nothing. */
    public Arrival look(long first, long last) {
        long overlap = ranges.overlap(first, last);
        if (overlap == 0) {
            return Arrival.NEW;
        }
        return overlap == last - first + 1 ? Arrival.SEEN : Arrival.PARTLY_SEEN;
    }

    /** Takes note of the closed range first..last; what had arrived before counts as duplicate. */
    public void receive(long first, long last) {
        duplicates += ranges.overlap(first, last);
        ranges.add(first, last);
    }

    /** What of the closed range first..last has not arrived. */
    public List<SequenceRanges.Gap> unseen(long first, long last) {
        return ranges.gaps(first, last);
    }

    /** Sequences of first..last that had arrived before. */
    public long overlap(long first, long last) {
        return ranges.overlap(first, last);
    }

    public int gaps() {
        return Math.max(0, ranges.ranges() - 1);
    }

    public long received() {
        return ranges.count();
    }

    public long duplicates() {
        return duplicates;
    }

    public long highest() {
        return ranges.highest();
    }
}
