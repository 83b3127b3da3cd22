package dev.headwater.agent.hardware;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of a page of memory, as the kernel told this process when it began ({@code AT_PAGESZ}). */
final class PageSize {

    private static final long AT_PAGESZ = 6;
    private static final long USUAL = 4096;

    private PageSize() {}

    /** @param proc the directory {@code /proc} */
    static long of(Path proc) {
        try {
            ByteBuffer pairs = ByteBuffer.wrap(Files.readAllBytes(proc.resolve("self/auxv")))
                    .order(ByteOrder.nativeOrder());
            while (pairs.remaining() >= 2 * Long.BYTES) {
                long key = pairs.getLong();
                long value = pairs.getLong();
                if (key == AT_PAGESZ && value > 0 && Long.bitCount(value) == 1) {
                    return value;
                }
            }
        } catch (IOException | RuntimeException e) {
            // No such file on this system: nothing else is read there either.
        }
        return USUAL;
    }
}
