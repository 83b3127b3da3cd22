package dev.headwater.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The part of a component's log that belongs to this start.
 *
 * @param start length of the file in bytes before the start
 */
record LogFile(Path path, long start) {
    private static final int WINDOW = 256 * 1024;

    /**
     * The last lines, without the frames of stack traces: they would push the messages out. Empty if nothing was logged
     * or the file cannot be read.
     */
    String tail(int lines) {
        try {
            List<String> all =
                    end().lines().filter(line -> !line.startsWith("\tat ")).toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** Looks at the last 256 KiB. */
    boolean contains(String text) throws IOException {
        return end().contains(text);
    }

    private String end() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(start, file.length() - WINDOW);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
