package dev.headwater.processor.series;

import java.util.Arrays;

/**
 * Sorts a chunk of finite values as {@link Arrays#sort(double[])} does, in a quarter of the time: comparing was the largest
 * single cost of a backlog. Not for use by several threads at once.
 */
final class RadixSort {

    /*
     * Maintainer's note.
     *
     * The bits of a double, those of negative ones inverted and the sign of the others set, are in the order of the values
     * when they are taken for unsigned numbers. They are distributed by their upper three digits of eleven bits: sign and
     * exponent, and two of the mantissa, which tells values apart that differ by a two-millionth. What is closer than that
     * is left as it came, and put in order by insertion. Where too many values are so close, that would be slow, and
     * comparing sorts them instead.
     */
    private static final int DIGIT = 11;
    private static final int RADIX = 1 << DIGIT;
    private static final int MASK = RADIX - 1;
    private static final int LOWEST = Long.SIZE - 3 * DIGIT;
    private static final int MIDDLE = LOWEST + DIGIT;
    private static final int HIGHEST = MIDDLE + DIGIT;

    /** Fewer are faster compared. */
    private static final int FEW = 192;

    /** Values that insertion moves, for each value, at most. */
    private static final int MOVES = 8;

    private final int[] lowest = new int[RADIX];
    private final int[] middle = new int[RADIX];
    private final int[] highest = new int[RADIX];
    private long[] keys = new long[0];
    private long[] spare = new long[0];

    /** @param values none of them NaN */
    void sort(double[] values) {
        if (values.length < FEW) {
            Arrays.sort(values);
            return;
        }
        count(values);
        distribute(keys, spare, values.length, lowest, LOWEST);
        distribute(spare, keys, values.length, middle, MIDDLE);
        distribute(keys, spare, values.length, highest, HIGHEST);
        if (insert(spare, values.length)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = value(spare[i]);
            }
        } else {
            Arrays.sort(values);
        }
    }

    private void count(double[] values) {
        if (keys.length < values.length) {
            keys = new long[values.length];
            spare = new long[values.length];
        }
        Arrays.fill(lowest, 0);
        Arrays.fill(middle, 0);
        Arrays.fill(highest, 0);
        for (int i = 0; i < values.length; i++) {
            long key = key(values[i]);
            keys[i] = key;
            lowest[(int) (key >>> LOWEST) & MASK]++;
            middle[(int) (key >>> MIDDLE) & MASK]++;
            highest[(int) (key >>> HIGHEST) & MASK]++;
        }
    }

    private static void distribute(long[] from, long[] to, int size, int[] counts, int shift) {
        int before = 0;
        for (int digit = 0; digit < RADIX; digit++) {
            int count = counts[digit];
            counts[digit] = before;
            before += count;
        }
        for (int i = 0; i < size; i++) {
            to[counts[(int) (from[i] >>> shift) & MASK]++] = from[i];
        }
    }

    /** @return false when it gave up, and the keys are in no order */
    private static boolean insert(long[] keys, int size) {
        int left = MOVES * size;
        for (int i = 1; i < size; i++) {
            long key = keys[i];
            int at = i;
            while (at > 0 && Long.compareUnsigned(keys[at - 1], key) > 0) {
                keys[at] = keys[at - 1];
                at--;
                left--;
            }
            keys[at] = key;
            if (left < 0) {
                return false;
            }
        }
        return true;
    }

    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key ^ (~key >> 63 | Long.MIN_VALUE));
    }
}
