package dev.headwater.processor.series;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The unfinished chunk of a series.
 *
 * <p>It is kept as it is stored: differences of steps and times as zigzag variable-length numbers, values as eight bytes.
 * To append is to write behind what is there; nothing is decoded until the chunk is said.
 */
final class OpenChunk {

    /** Points in a full chunk. */
    static final int CAPACITY = 1024;

    private byte[] steps;
    private int stepBytes;
    private byte[] times;
    private int timeBytes;
    private byte[] values;
    private int size;
    private long lastStep;
    private long lastTime;
    private boolean hasSteps;

    private OpenChunk(byte[] steps, byte[] times, byte[] values, long lastStep, long lastTime) {
        this.steps = steps;
        this.stepBytes = steps.length;
        this.times = times;
        this.timeBytes = times.length;
        this.values = values;
        this.size = values.length / Double.BYTES;
        this.lastStep = lastStep;
        this.lastTime = lastTime;
        this.hasSteps = steps.length > 0;
    }

    static OpenChunk empty() {
        return new OpenChunk(new byte[0], new byte[0], new byte[0], 0, 0);
    }

    /** @param lastStep step and time of the last point in it; anything when it is empty */
    static OpenChunk of(ByteBuffer steps, ByteBuffer times, ByteBuffer values, long lastStep, long lastTime) {
        boolean empty = !values.hasRemaining();
        return new OpenChunk(copy(steps), copy(times), copy(values), empty ? 0 : lastStep, empty ? 0 : lastTime);
    }

    int size() {
        return size;
    }

    ByteBuffer stepBytes() {
        return ByteBuffer.wrap(steps, 0, stepBytes);
    }

    ByteBuffer timeBytes() {
        return ByteBuffer.wrap(times, 0, timeBytes);
    }

    ByteBuffer valueBytes() {
        return ByteBuffer.wrap(values, 0, size * Double.BYTES);
    }

    /** Appends the points from..to (exclusive); they must fit. */
    void append(Points points, int from, int to) {
        int count = to - from;
        if (size + count > CAPACITY) {
            throw new IllegalArgumentException(count + " points do not fit behind " + size);
        }
        int valueBytes = size * Double.BYTES;
        values = room(values, valueBytes, count * Double.BYTES);
        ByteBuffer out = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).position(valueBytes);
        for (int i = from; i < to; i++) {
            out.putDouble(points.value(i));
        }
        times = room(times, timeBytes, count * 10);
        for (int i = from; i < to; i++) {
            timeBytes = put(times, timeBytes, points.time(i) - lastTime);
            lastTime = points.time(i);
        }
        if (points.hasSteps()) {
            hasSteps = true;
            steps = room(steps, stepBytes, count * 10);
            for (int i = from; i < to; i++) {
                stepBytes = put(steps, stepBytes, points.step(i) - lastStep);
                lastStep = points.step(i);
            }
        }
        size += count;
    }

    Points points() {
        double[] decodedValues = new double[size];
        valueBytes().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(decodedValues);
        return Points.of(hasSteps ? decode(steps, size) : new long[0], decode(times, size), decodedValues);
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] room(byte[] bytes, int used, int more) {
        return used + more <= bytes.length ? bytes : Arrays.copyOf(bytes, used + more);
    }

    private static int put(byte[] bytes, int position, long number) {
        long left = number << 1 ^ number >> 63;
        int at = position;
        while ((left & ~0x7fL) != 0) {
            bytes[at++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[at++] = (byte) left;
        return at;
    }

    private static long[] decode(byte[] bytes, int count) {
        long[] numbers = new long[count];
        long sum = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            long zigzag = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                zigzag |= (next & 0x7fL) << shift;
                shift += 7;
            } while (next < 0);
            sum += zigzag >>> 1 ^ -(zigzag & 1);
            numbers[i] = sum;
        }
        return numbers;
    }
}
