package dev.headwater.processor.series;

import dev.headwater.processor.state.ChunkPart;
import dev.headwater.processor.state.SeriesState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The unfinished chunk of a series.
 *
 * <p>It is kept as it is stored, see {@link Chunk}: to append is to write behind what is there. What is stored of it is
 * parts that are never written again, and a rest that is stored with the series; so what a commit writes does not grow with
 * the chunk. Parts are read back only when somebody asks for the points.
 */
final class OpenChunk {

    /** Points in a full chunk. */
    static final int CAPACITY = 1024;

    /** A rest of so many points becomes a part. */
    private static final int PART = 256;

    private static final int LONGEST_NUMBER = 10;

    private final int index;
    private byte[] steps;
    private int stepBytes;
    private byte[] times;
    private int timeBytes;
    private byte[] values;
    private int size;
    private long lastStep;
    private long lastTime;

    private int parts;
    /** Points in the parts, and those of them that were not read back. */
    private int storedPoints;

    private int absentPoints;
    /** Where the rest begins in the columns. */
    private int storedStepBytes;

    private int storedTimeBytes;

    private OpenChunk(int index, byte[] steps, byte[] times, byte[] values) {
        this.index = index;
        this.steps = steps;
        this.stepBytes = steps.length;
        this.times = times;
        this.timeBytes = times.length;
        this.values = values;
    }

    static OpenChunk empty(int index) {
        return new OpenChunk(index, new byte[0], new byte[0], new byte[0]);
    }

    static OpenChunk of(SeriesState state) {
        OpenChunk chunk = new OpenChunk(
                state.getChunkIndex(),
                copy(state.getStepDeltas()),
                copy(state.getTimeDeltas()),
                copy(state.getValues()));
        chunk.parts = state.getParts();
        chunk.storedPoints = state.getStoredPoints();
        chunk.absentPoints = state.getStoredPoints();
        chunk.size = chunk.storedPoints + chunk.values.length / Double.BYTES;
        if (chunk.size > 0) {
            chunk.lastStep = state.getLastStep();
            chunk.lastTime = state.getLastTime();
        }
        return chunk;
    }

    /** Writes what is not in a part. */
    void write(SeriesState.Builder state) {
        state.setChunkIndex(index);
        state.setParts(parts);
        state.setStoredPoints(storedPoints);
        state.setStepDeltas(ByteBuffer.wrap(steps, storedStepBytes, stepBytes - storedStepBytes));
        state.setTimeDeltas(ByteBuffer.wrap(times, storedTimeBytes, timeBytes - storedTimeBytes));
        state.setValues(restOfValues());
    }

    int index() {
        return index;
    }

    int size() {
        return size;
    }

    /** Bytes of memory, about. */
    int bytes() {
        return steps.length + times.length + values.length;
    }

    /** Appends the points from..to (exclusive); they must fit. */
    void append(Points points, int from, int to) {
        int count = to - from;
        if (size + count > CAPACITY) {
            throw new IllegalArgumentException(count + " points do not fit behind " + size);
        }
        int valueBytes = (size - absentPoints) * Double.BYTES;
        values = room(values, valueBytes, count * Double.BYTES);
        points.putValues(ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).position(valueBytes), from, to);
        times = room(times, timeBytes, count * LONGEST_NUMBER);
        for (int i = from; i < to; i++) {
            timeBytes = put(times, timeBytes, points.time(i) - lastTime);
            lastTime = points.time(i);
        }
        if (points.hasSteps()) {
            steps = room(steps, stepBytes, count * LONGEST_NUMBER);
            for (int i = from; i < to; i++) {
                stepBytes = put(steps, stepBytes, points.step(i) - lastStep);
                lastStep = points.step(i);
            }
        }
        size += count;
    }

    /** The rest as a part, when it is large enough; it is then as good as stored. */
    Optional<ChunkPart> seal() {
        int points = size - storedPoints;
        if (points < PART) {
            return Optional.empty();
        }
        ChunkPart part = new ChunkPart(
                index,
                points,
                ByteBuffer.wrap(steps, storedStepBytes, stepBytes - storedStepBytes),
                ByteBuffer.wrap(times, storedTimeBytes, timeBytes - storedTimeBytes),
                restOfValues());
        parts++;
        storedPoints = size;
        storedStepBytes = stepBytes;
        storedTimeBytes = timeBytes;
        return Optional.of(part);
    }

    /** Parts that were made of it. */
    int parts() {
        return parts;
    }

    private ByteBuffer restOfValues() {
        int from = (storedPoints - absentPoints) * Double.BYTES;
        return ByteBuffer.wrap(values, from, (size - storedPoints) * Double.BYTES);
    }

    /** All of it, with the parts that were stored. */
    Chunk chunk(Stored stored) {
        if (absentPoints > 0) {
            readBack(stored);
        }
        return new Chunk(
                index,
                size,
                ByteBuffer.wrap(steps, 0, stepBytes),
                ByteBuffer.wrap(times, 0, timeBytes),
                ByteBuffer.wrap(values, 0, size * Double.BYTES));
    }

    private void readBack(Stored stored) {
        int rest = (size - absentPoints) * Double.BYTES;
        int parted = parts;
        byte[][] columns = {new byte[0], new byte[0], new byte[0]};
        int points = 0;
        for (int i = 0; i < parted && points < absentPoints; i++) {
            ChunkPart part = stored.part(i);
            if (part.getChunk() != index) {
                throw new IllegalStateException(
                        "part " + i + " belongs to chunk " + part.getChunk() + ", not to chunk " + index);
            }
            columns[0] = joined(columns[0], part.getStepDeltas());
            columns[1] = joined(columns[1], part.getTimeDeltas());
            columns[2] = joined(columns[2], part.getValues());
            points += part.getPoints();
        }
        if (points != absentPoints) {
            throw new IllegalStateException("the parts hold " + points + " points, not " + absentPoints);
        }
        storedStepBytes += columns[0].length;
        storedTimeBytes += columns[1].length;
        steps = joined(columns[0], ByteBuffer.wrap(steps, 0, stepBytes));
        times = joined(columns[1], ByteBuffer.wrap(times, 0, timeBytes));
        values = joined(columns[2], ByteBuffer.wrap(values, 0, rest));
        stepBytes = steps.length;
        timeBytes = times.length;
        absentPoints = 0;
    }

    private static byte[] joined(byte[] bytes, ByteBuffer more) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.remaining());
        more.duplicate().get(all, bytes.length, more.remaining());
        return all;
    }

    private static byte[] copy(ByteBuffer buffer) {
        return joined(new byte[0], buffer);
    }

    private static byte[] room(byte[] bytes, int used, int more) {
        return used + more <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(used + more, used + used / 2));
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
}
