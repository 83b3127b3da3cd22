package dev.headwater.processor.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the steps of a series rise. A run that resumes from a checkpoint goes back and logs steps again; several ranks that
 * log the same steps do neither. Of more than {@link #MOST_RANKS} ranks the first to come are looked at.
 */
final class Steps {

    static final int MOST_RANKS = 64;

    private static final int RANK = 0;
    private static final int LAST = 1;
    private static final int LARGEST = 2;
    private static final int WIDTH = 3;

    private long[] ranks;
    private long repeated;
    private long back;

    Steps() {
        this(List.of(), 0, 0);
    }

    Steps(List<Long> ranks, long repeated, long back) {
        this.ranks = new long[ranks.size()];
        for (int i = 0; i < this.ranks.length; i++) {
            this.ranks[i] = ranks.get(i);
        }
        this.repeated = repeated;
        this.back = back;
    }

    List<Long> ranks() {
        List<Long> all = new ArrayList<>(ranks.length);
        for (long number : ranks) {
            all.add(number);
        }
        return all;
    }

    void add(int rank, Points points) {
        int from = 0;
        int at = place(rank);
        if (at == ranks.length) {
            if (ranks.length == MOST_RANKS * WIDTH) {
                return;
            }
            ranks = Arrays.copyOf(ranks, at + WIDTH);
            ranks[at + RANK] = rank;
            ranks[at + LAST] = points.step(0);
            ranks[at + LARGEST] = points.step(0);
            from = 1;
        }
        long last = ranks[at + LAST];
        long largest = ranks[at + LARGEST];
        for (int i = from; i < points.size(); i++) {
            long step = points.step(i);
            if (step <= largest) {
                repeated++;
                if (step < last) {
                    back++;
                }
            } else {
                largest = step;
            }
            last = step;
        }
        ranks[at + LAST] = last;
        ranks[at + LARGEST] = largest;
    }

    private int place(int rank) {
        int at = 0;
        while (at < ranks.length && ranks[at + RANK] != rank) {
            at += WIDTH;
        }
        return at;
    }

    /** Points whose step is not above all steps of their rank before. */
    long repeated() {
        return repeated;
    }

    /** Points whose step is below that of the point of their rank before. */
    long back() {
        return back;
    }
}
