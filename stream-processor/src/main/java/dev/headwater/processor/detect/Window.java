package dev.headwater.processor.detect;

import java.util.Arrays;

/**
 * The last values of a series, in a part of a detector's memory.
 *
 * @param at first slot of it
 * @param size values it holds
 */
public record Window(int at, int size) {

    private static final int COUNT = 0;
    private static final int VALUES = 1;

    /** Slots that it takes. */
    public int slots() {
        return VALUES + size;
    }

    /** Values that were ever added. */
    public double count(double[] memory) {
        return memory[at + COUNT];
    }

    public int filled(double[] memory) {
        return (int) Math.min(size, memory[at + COUNT]);
    }

    public boolean full(double[] memory) {
        return memory[at + COUNT] >= size;
    }

    public void add(double[] memory, double value) {
        memory[at + VALUES + (int) (memory[at + COUNT] % size)] = value;
        memory[at + COUNT]++;
    }

    public void clear(double[] memory) {
        memory[at + COUNT] = 0;
    }

    /** NaN where there are none. */
    public double mean(double[] memory) {
        double sum = 0;
        int filled = filled(memory);
        for (int i = 0; i < filled; i++) {
            sum += memory[at + VALUES + i];
        }
        return sum / filled;
    }

    /** Of a sample: divided by one less than there are. */
    public double standardDeviation(double[] memory) {
        double mean = mean(memory);
        double squares = 0;
        int filled = filled(memory);
        for (int i = 0; i < filled; i++) {
            double difference = memory[at + VALUES + i] - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / (filled - 1));
    }

    /** How many values are below: tells what a median would, without sorting. */
    public int below(double[] memory, double bound) {
        int below = 0;
        int filled = filled(memory);
        for (int i = 0; i < filled; i++) {
            if (memory[at + VALUES + i] < bound) {
                below++;
            }
        }
        return below;
    }

    public int above(double[] memory, double bound) {
        int above = 0;
        int filled = filled(memory);
        for (int i = 0; i < filled; i++) {
            if (memory[at + VALUES + i] > bound) {
                above++;
            }
        }
        return above;
    }

    /**
     * Sorts a copy, so ask for it seldom. NaN where there are none.
     *
     * @param share 0.5 for the median
     */
    public double quantile(double[] memory, double share) {
        int filled = filled(memory);
        if (filled == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOfRange(memory, at + VALUES, at + VALUES + filled);
        Arrays.sort(sorted);
        return sorted[Math.min(filled - 1, (int) (share * filled))];
    }

    /** The same as {@link #quantile} of a half. */
    public double median(double[] memory) {
        return quantile(memory, 0.5);
    }
}
