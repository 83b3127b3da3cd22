package dev.headwater.launcher.run;

import dev.headwater.launcher.run.text.TextStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a log file as it grows: from where it ended before the command began, from its beginning when it is a new one. */
final class FileTail {

    private static final int BUFFER = 1 << 16;
    private static final long LOOK_MILLIS = 250;
    private static final long MOST_AT_END = 64 << 20;

    private final Path file;
    private final TextStream to;
    private final Thread thread;
    private final byte[] buffer = new byte[BUFFER];
    private long position;

    private FileTail(Path file, TextStream to, long position) {
        this.file = file;
        this.to = to;
        this.position = position;
        this.thread = new Thread(this::run, "headwater-tail");
        thread.setDaemon(true);
    }

    static FileTail begin(Path file, TextStream to) throws IOException {
        FileTail tail = new FileTail(file, to, Files.isRegularFile(file) ? Files.size(file) : 0);
        tail.thread.start();
        return tail;
    }

    /** Reads what is there by now, and stops. */
    void finish() throws InterruptedException {
        thread.interrupt();
        thread.join();
        read(MOST_AT_END);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                read(Long.MAX_VALUE);
            }
        } catch (InterruptedException e) {
            // Told to finish.
        }
    }

    private void read(long most) {
        try (RandomAccessFile reading = new RandomAccessFile(file.toFile(), "r")) {
            if (reading.length() < position) {
                // It was begun anew.
                position = 0;
            }
            reading.seek(position);
            long until = most == Long.MAX_VALUE ? Long.MAX_VALUE : position + most;
            for (int count = reading.read(buffer); count > 0; count = reading.read(buffer)) {
                to.offer(buffer, count);
                position += count;
                if (position >= until) {
                    return;
                }
            }
        } catch (IOException e) {
            // Not there yet, or not there any more.
        }
    }
}
