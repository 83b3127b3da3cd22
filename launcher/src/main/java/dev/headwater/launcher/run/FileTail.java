package dev.headwater.launcher.run;

import dev.headwater.launcher.run.text.TextStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log file as it grows: from where it ended before the command began, from its beginning when it is a new one. It is
 * a new one, too, when it is shorter than it was, when the bytes before the place that was reached are other bytes, or when
 * it was there before, is as long as it was, and has been written since.
 */
final class FileTail {

    private static final int BUFFER = 1 << 16;
    private static final int REMEMBERED = 64;
    private static final long LOOK_MILLIS = 250;
    private static final long MOST_AT_END = 64 << 20;
    private static final byte[] LINE_END = {'\n'};

    private final Path file;
    private final TextStream to;
    private final Thread thread;
    private final byte[] buffer = new byte[BUFFER];
    private long position;
    /** The last bytes before the position. */
    private byte[] before = new byte[0];
    /** When what was there before the command was written; null as soon as something has been read. */
    private @Nullable FileTime old;

    private FileTail(Path file, TextStream to) {
        this.file = file;
        this.to = to;
        this.thread = new Thread(this::run, "headwater-tail");
        thread.setDaemon(true);
    }

    /** Notes what is there now, and follows it. */
    static FileTail begin(Path file, TextStream to) throws IOException {
        FileTail tail = new FileTail(file, to);
        if (Files.isRegularFile(file)) {
            tail.skip();
        }
        tail.thread.start();
        return tail;
    }

    private void skip() throws IOException {
        try (RandomAccessFile there = new RandomAccessFile(file.toFile(), "r")) {
            old = Files.getLastModifiedTime(file);
            position = there.length();
            before = new byte[(int) Math.min(REMEMBERED, position)];
            there.seek(position - before.length);
            there.readFully(before);
        }
    }

    Path file() {
        return file;
    }

    /**
     * Reads what is there by now, and stops.
     *
     * @return false when that took longer
     */
    boolean finish(Duration atMost) throws InterruptedException {
        thread.interrupt();
        thread.join(Math.max(1, atMost.toMillis()));
        return !thread.isAlive();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                read(Long.MAX_VALUE);
            }
        } catch (InterruptedException e) {
            // Told to finish.
            read(MOST_AT_END);
        }
    }

    private void read(long most) {
        // Whoever opens a pipe waits for its writer.
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (RandomAccessFile reading = new RandomAccessFile(file.toFile(), "r")) {
            if (position > 0 && isAnew(reading)) {
                to.offer(LINE_END, LINE_END.length);
                position = 0;
                before = new byte[0];
                old = null;
            }
            reading.seek(position);
            long left = most;
            for (int count = reading.read(buffer); count > 0; count = reading.read(buffer)) {
                to.offer(buffer, count);
                remember(count);
                left -= count;
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        } catch (IOException e) {
            // Not there yet, or not there any more.
        }
    }

    private boolean isAnew(RandomAccessFile reading) throws IOException {
        long length = reading.length();
        if (length < position) {
            return true;
        }
        byte[] now = new byte[before.length];
        reading.seek(position - now.length);
        reading.readFully(now);
        return !Arrays.equals(now, before)
                || old != null && length == position && !old.equals(Files.getLastModifiedTime(file));
    }

    private void remember(int count) {
        int kept = Math.max(0, Math.min(before.length, REMEMBERED - count));
        int added = Math.min(REMEMBERED, count);
        byte[] last = new byte[kept + added];
        System.arraycopy(before, before.length - kept, last, 0, kept);
        System.arraycopy(buffer, count - added, last, kept, added);
        before = last;
        position += count;
        old = null;
    }
}
