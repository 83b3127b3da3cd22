package dev.headwater.agent.hardware;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a small file of the kernel, in a buffer that is used again, and a place in it to read on from. What is not
 * there or may not be read is empty, so that other systems simply have fewer samples. One thread.
 */
final class KernelFile {

    private static final int LARGEST = 1 << 22;

    private byte[] bytes = new byte[4096];
    private int length;
    private int at;

    /** Reads a file and goes to its beginning; false when there is nothing to read. */
    boolean read(File file) {
        length = 0;
        at = 0;
        try (FileInputStream in = new FileInputStream(file)) {
            int more = in.read(bytes, 0, bytes.length);
            while (more > 0) {
                length += more;
                if (length == bytes.length && length < LARGEST) {
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
                more = in.read(bytes, length, bytes.length - length);
            }
        } catch (IOException e) {
            length = 0;
        }
        return length > 0;
    }

    /** The one number of a file such as those below {@code /sys}; -1 when it has none. */
    long number(File file) {
        return read(file) ? number() : -1;
    }

    /** The whole text of a file, trimmed; empty when it cannot be read. */
    String text(File file) {
        return read(file) ? new String(bytes, 0, length, StandardCharsets.UTF_8).trim() : "";
    }

    /** Goes to the beginning of the next line; false when there is none. */
    boolean nextLine() {
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        at++;
        return at < length;
    }

    /** Whether the text goes on with this; then it goes behind it. */
    boolean skip(byte[] word) {
        if (length - at < word.length || !Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
            return false;
        }
        at += word.length;
        return true;
    }

    /** Goes behind the last such character of the file; false when there is none. */
    boolean skipToLast(char last) {
        for (int i = length - 1; i >= at; i--) {
            if (bytes[i] == last) {
                at = i + 1;
                return true;
            }
        }
        return false;
    }

    void skipWords(int count) {
        for (int i = 0; i < count; i++) {
            skipBlanks();
            while (at < length && bytes[at] > ' ') {
                at++;
            }
        }
    }

    /** The number that comes next on this line; -1 when there is none. */
    long number() {
        skipBlanks();
        if (!digit()) {
            return -1;
        }
        long number = 0;
        while (digit()) {
            number = number * 10 + (bytes[at++] - '0');
        }
        return number;
    }

    /** The number with a fraction that comes next on this line; -1 when there is none. */
    double decimal() {
        long whole = number();
        if (whole < 0 || at >= length || bytes[at] != '.') {
            return whole;
        }
        at++;
        double unit = 1;
        double fraction = 0;
        while (digit()) {
            unit /= 10;
            fraction += unit * (bytes[at++] - '0');
        }
        return whole + fraction;
    }

    /** Whether the next word is this, up to a blank or a colon; then it goes behind both. */
    boolean skipName(byte[] name) {
        skipBlanks();
        int end = at + name.length;
        if (end >= length || bytes[end] > ' ' && bytes[end] != ':' || !skip(name)) {
            return false;
        }
        at += bytes[at] == ':' ? 1 : 0;
        return true;
    }

    /** The next word, up to a blank or a colon, as bytes of their own. It stays where it is. */
    byte[] name() {
        skipBlanks();
        int end = at;
        while (end < length && bytes[end] > ' ' && bytes[end] != ':') {
            end++;
        }
        return Arrays.copyOfRange(bytes, at, end);
    }

    private void skipBlanks() {
        while (at < length && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }

    private boolean digit() {
        return at < length && bytes[at] >= '0' && bytes[at] <= '9';
    }

    static byte[] word(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
