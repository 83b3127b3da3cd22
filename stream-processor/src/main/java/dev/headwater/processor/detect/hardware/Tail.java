package dev.headwater.processor.detect.hardware;

import java.util.Arrays;

/**
 * How improbable a size is, given all sizes before: from the largest of them.
 *
 * <p>Two estimates are multiplied and the root taken: how many of those before were as large, which is honest but cannot
 * tell what was never seen apart; and a generalised Pareto tail through their mean excess, which can.
 */
final class Tail {

    private static final int LARGEST = 40;
    private static final int WARM_UP = 64;
    private static final int MEMORY = 32_768;

    /** Of the Pareto tail: heavy. Estimated from so few it would be noise. */
    private static final double SHAPE = 0.4;

    private static final int COUNT = 0;
    private static final int KEPT = 1;
    private static final int TOP = 2;

    static final int SLOTS = TOP + LARGEST;

    private final int at;

    /** @param at where in a memory its state begins */
    Tail(int at) {
        this.at = at;
    }

    /**
     * Compares a size with those before, then learns it.
     *
     * @param grain excess that is nothing to speak of, above 0
     * @return minus the decimal logarithm of the probability; 0 for what is usual
     */
    double surprise(double[] memory, double size, double grain) {
        double surprise = memory[at + COUNT] < WARM_UP ? 0 : judge(memory, size, grain);
        learn(memory, size);
        return surprise;
    }

    private double judge(double[] memory, double size, double grain) {
        int kept = (int) memory[at + KEPT];
        double base = memory[at + TOP + kept - 1];
        if (size <= base) {
            return 0;
        }
        int larger = 0;
        double excess = 0;
        for (int i = at + TOP; i < at + TOP + kept; i++) {
            larger += memory[i] >= size ? 1 : 0;
            excess += memory[i] - base;
        }
        double count = memory[at + COUNT] + 1;
        double counted = (larger + 1) / count;
        double scale = (1 - SHAPE) * Math.max(grain, excess / (kept - 1));
        double modelled = kept / count * Math.pow(1 + SHAPE * (size - base) / scale, -1 / SHAPE);
        return Math.max(0, -Math.log10(Math.sqrt(counted * modelled)));
    }

    private void learn(double[] memory, double size) {
        int kept = (int) memory[at + KEPT];
        boolean filling = ++memory[at + COUNT] <= LARGEST;
        if (filling || size > memory[at + TOP + kept - 1]) {
            insert(memory, Math.min(kept, LARGEST - 1), size);
            memory[at + KEPT] = Math.min(kept + 1, LARGEST);
        }
        if (memory[at + COUNT] >= MEMORY) {
            forgetHalf(memory);
        }
    }

    private void insert(double[] memory, int place, double size) {
        int i = at + TOP + place;
        while (i > at + TOP && memory[i - 1] < size) {
            memory[i] = memory[i - 1];
            i--;
        }
        memory[i] = size;
    }

    /** Every second of the largest goes with half of the count: the shape of the tail stays, old records fade. */
    private void forgetHalf(double[] memory) {
        int kept = (int) memory[at + KEPT] / 2;
        for (int i = 0; i < kept; i++) {
            memory[at + TOP + i] = memory[at + TOP + 2 * i + 1];
        }
        memory[at + KEPT] = kept;
        memory[at + COUNT] /= 2;
    }

    /** Forgets everything. */
    void clear(double[] memory) {
        Arrays.fill(memory, at, at + SLOTS, 0);
    }
}
