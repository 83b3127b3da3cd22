package dev.headwater.benchmarks.agent.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The least that an append to a mapped file can be: the same 32 bytes, the clock read, a release store of the length. No
 * claim that threads could share, no end of segment, no reader, no series: round and round in one file.
 */
final class BareAppend implements AutoCloseable {

    private static final int SIZE = 1 << 22;
    private static final int POINT = 32;
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MappedByteBuffer buffer;
    private int position;

    BareAppend() {
        try {
            file = Files.createTempFile("bare-append", ".seg");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                buffer = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int at = 0; at < SIZE; at += 4096) {
            buffer.put(at, (byte) 1);
        }
    }

    void log(long step, double value) {
        int at = position;
        position = at + POINT & SIZE - 1;
        INT.set(buffer, at + 4, 7);
        LONG.set(buffer, at + 8, step);
        LONG.set(buffer, at + 16, System.currentTimeMillis());
        LONG.set(buffer, at + 24, Double.doubleToRawLongBits(value));
        INT.setRelease(buffer, at, POINT);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
