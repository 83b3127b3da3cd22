package dev.headwater.processor.detect.hardware;

import java.util.Arrays;

/** The last values, and the means of the last few and of all of them. */
final class Recent {

    static final int LENGTH = 64;
    static final int SLOTS = 2 + LENGTH;

    private static final int KEPT = 0;
    private static final int NEXT = 1;
    private static final int RING = 2;

    private final int at;

    /** @param at where in a memory its state begins */
    Recent(int at) {
        this.at = at;
    }

    void add(double[] memory, double value) {
        int next = (int) memory[at + NEXT];
        memory[at + RING + next] = value;
        memory[at + NEXT] = (next + 1) % LENGTH;
        memory[at + KEPT] = Math.min(LENGTH, memory[at + KEPT] + 1);
    }

    /** Mean of the last; NaN as long as there are not so many. */
    double mean(double[] memory, int length) {
        if (memory[at + KEPT] < length) {
            return Double.NaN;
        }
        int next = (int) memory[at + NEXT];
        double sum = 0;
        for (int i = 1; i <= length; i++) {
            sum += memory[at + RING + (next - i + LENGTH) % LENGTH];
        }
        return sum / length;
    }

    /** Forgets everything. */
    void clear(double[] memory) {
        Arrays.fill(memory, at, at + SLOTS, 0);
    }
}
