package dev.headwater.processor.detect.run;

import java.util.Arrays;

/**
 * Means of several quantities over the same ten seconds, so that samples of different devices can be compared. Kept in a
 * rule's memory: the number of the bin, then a sum and a count per quantity.
 */
final class Bins {

    static final int SECONDS = 10;

    private final double[] memory;
    private final int from;
    private final int quantities;

    Bins(double[] memory, int from, int quantities) {
        this.memory = memory;
        this.from = from;
        this.quantities = quantities;
    }

    static int slots(int quantities) {
        return 1 + 2 * quantities;
    }

    /** Whether the bin at hand is over by then. A clock that was set back does not end it. */
    boolean isOver(long time) {
        return memory[from] != 0 && number(time) > memory[from];
    }

    /** Empties the bin at hand and begins that of the time. */
    void begin(long time) {
        Arrays.fill(memory, from, from + slots(quantities), 0);
        memory[from] = number(time);
    }

    void add(int quantity, long time, double value) {
        if (memory[from] == 0) {
            begin(time);
        }
        if (Double.isFinite(value)) {
            memory[from + 1 + 2 * quantity] += value;
            memory[from + 2 + 2 * quantity]++;
        }
    }

    /** NaN when there was no sample. */
    double mean(int quantity) {
        return memory[from + 1 + 2 * quantity] / memory[from + 2 + 2 * quantity];
    }

    private static double number(long time) {
        return Math.floorDiv(time, 1000L * SECONDS) + 1.0;
    }
}
