package dev.headwater.agent.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Texts in the content of a record: each its length in bytes (int, little-endian) and its UTF-8. */
final class Texts {

    private Texts() {}

    static byte[] of(String... texts) {
        byte[][] encoded = new byte[texts.length][];
        int length = 0;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer content = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] text : encoded) {
            content.putInt(text.length).put(text);
        }
        return content.array();
    }

    /** @throws BufferUnderflowException when there are not so many */
    static String[] read(byte[] content, int count) {
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = read(in);
        }
        return texts;
    }

    /** The next text. */
    static String read(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
