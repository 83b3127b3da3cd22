package dev.headwater.processor.detect.throughput;

import java.util.Arrays;

/**
 * An even sample of all values of a series so far, in a part of a detector's memory: each value at first; when there is no
 * room left, every other one is forgotten, and from then on every second, fourth, eighth is kept.
 *
 * @param at first slot of it
 * @param size values it holds, an even number
 */
record History(int at, int size) {

    private static final int COUNT = 0;
    private static final int FILLED = 1;
    private static final int STRIDE = 2;
    private static final int VALUES = 3;

    int slots() {
        return VALUES + size;
    }

    /** Values that were ever added. */
    double count(double[] memory) {
        return memory[at + COUNT];
    }

    void add(double[] memory, double value) {
        double stride = Math.max(1, memory[at + STRIDE]);
        if (memory[at + COUNT]++ % stride != 0) {
            return;
        }
        int filled = (int) memory[at + FILLED];
        if (filled == size) {
            for (int i = 0; i < size / 2; i++) {
                memory[at + VALUES + i] = memory[at + VALUES + 2 * i];
            }
            filled = size / 2;
            memory[at + STRIDE] = 2 * stride;
        }
        memory[at + VALUES + filled] = value;
        memory[at + FILLED] = filled + 1;
    }

    /** Whether the median is below the bound, found without sorting. */
    boolean medianBelow(double[] memory, double bound) {
        int filled = (int) memory[at + FILLED];
        int below = 0;
        for (int i = 0; i < filled; i++) {
            if (memory[at + VALUES + i] < bound) {
                below++;
            }
        }
        return 2 * below > filled;
    }

    /** Sorts a copy, so ask for it seldom. NaN where there are none. */
    double median(double[] memory) {
        int filled = (int) memory[at + FILLED];
        if (filled == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOfRange(memory, at + VALUES, at + VALUES + filled);
        Arrays.sort(sorted);
        return sorted[filled / 2];
    }
}
