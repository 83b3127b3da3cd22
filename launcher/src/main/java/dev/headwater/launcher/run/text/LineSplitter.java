package dev.headwater.launcher.run.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Lines out of bytes as they come. A carriage return or a backspace ends a line as well: a progress bar writes over what it
 * wrote. A line that is too long to be one that a person reads is skipped, and counted.
 */
final class LineSplitter {

    private static final int FIRST_ROOM = 1 << 10;
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");

    private final int longest;
    private final Consumer<String> lines;
    private byte[] line = new byte[FIRST_ROOM];
    private int length;
    private boolean skipping;
    private long skipped;

    /** @param longest most bytes of a line */
    LineSplitter(int longest, Consumer<String> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r' || b == '\b') {
                end();
            } else if (!skipping) {
                add(b);
            }
        }
    }

    private void add(byte b) {
        if (length == longest) {
            skipping = true;
            skipped++;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(longest, 2 * length));
        }
        line[length++] = b;
    }

    /** The stream has ended, or a part of it is missing: what is there is a line. */
    void end() {
        if (!skipping && length > 0) {
            String text = new String(line, 0, length, StandardCharsets.UTF_8);
            lines.accept(
                    text.indexOf('\u001b') < 0 ? text : COLOURS.matcher(text).replaceAll(""));
        }
        length = 0;
        skipping = false;
    }

    /** Lines that were too long. */
    long skipped() {
        return skipped;
    }
}
