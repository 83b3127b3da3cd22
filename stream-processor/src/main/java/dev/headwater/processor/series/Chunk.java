package dev.headwater.processor.series;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Some of the points of a series, next to each other, in the form in which they are stored and also sent: differences of
 * steps and of times as zigzag variable-length numbers, values as eight bytes, little-endian. That is how Avro writes the
 * items of such arrays.
 */
public final class Chunk {

    private final int index;
    private final int size;
    private final ByteBuffer steps;
    private final ByteBuffer times;
    private final ByteBuffer values;

    Chunk(int index, int size, ByteBuffer steps, ByteBuffer times, ByteBuffer values) {
        this.index = index;
        this.size = size;
        this.steps = steps;
        this.times = times;
        this.values = values;
    }

    /** Place among the chunks of the series, from 0. */
    public int index() {
        return index;
    }

    /** How many points. */
    public int size() {
        return size;
    }

    /** Whether it has steps; hardware has none. */
    public boolean hasSteps() {
        return steps.hasRemaining();
    }

    public ByteBuffer stepDeltas() {
        return steps.duplicate();
    }

    public ByteBuffer timeDeltas() {
        return times.duplicate();
    }

    /** Eight bytes each, little-endian. */
    public ByteBuffer values() {
        return values.duplicate();
    }

    public Points points() {
        double[] decoded = new double[size];
        values().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(decoded);
        return Points.of(hasSteps() ? decode(stepDeltas(), size) : new long[0], decode(timeDeltas(), size), decoded);
    }

    private static long[] decode(ByteBuffer deltas, int count) {
        long[] numbers = new long[count];
        long sum = 0;
        for (int i = 0; i < count; i++) {
            long zigzag = 0;
            int shift = 0;
            byte next;
            do {
                next = deltas.get();
                zigzag |= (next & 0x7fL) << shift;
                shift += 7;
            } while (next < 0);
            sum += zigzag >>> 1 ^ -(zigzag & 1);
            numbers[i] = sum;
        }
        return numbers;
    }
}
