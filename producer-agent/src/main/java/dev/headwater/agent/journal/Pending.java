package dev.headwater.agent.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An event that is complete but for the digest of a file: said by a process that had no time to read the file.
 *
 * @param id from 1, within the journal
 * @param path absolute path of the file or directory; empty when it may not be written down
 * @param size of the file in bytes when it was named; -1 when there was none
 * @param modified milliseconds since 1970-01-01T00:00:00Z, as the file system said; 0 when there was none
 * @param framed the event without the digest: a {@code RunEvent} in Confluent framing with a bundled schema id
 */
public record Pending(int id, String path, long size, long modified, byte[] framed) {

    byte[] content() {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + name.length + framed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(size)
                .putLong(modified)
                .putInt(name.length)
                .put(name)
                .put(framed)
                .array();
    }

    /** @throws BufferUnderflowException when it is none */
    static Pending of(int id, byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long size = in.getLong();
        long modified = in.getLong();
        String path = Texts.read(in);
        byte[] framed = new byte[in.remaining()];
        in.get(framed);
        return new Pending(id, path, size, modified, framed);
    }
}
