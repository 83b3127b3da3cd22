package dev.headwater.launcher.run;

import dev.headwater.launcher.run.text.TextStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Passes a stream of a command on, byte by byte and at once, and lets somebody read along. The command writes into a named
 * pipe: that of the JDK is closed as soon as the command has ended, whoever else still writes into it.
 */
final class Relay {

    private static final int BUFFER = 1 << 16;

    private final Path pipe;
    private final FileDescriptor to;
    private final TextStream along;
    private final Thread thread;

    private Relay(Path pipe, FileDescriptor to, TextStream along, String name) {
        this.pipe = pipe;
        this.to = to;
        this.along = along;
        this.thread = new Thread(this::run, "headwater-relay-" + name);
        thread.setDaemon(true);
    }

    /**
     * Makes the pipe and waits, on a thread of its own, for somebody to open it.
     *
     * @param to where the bytes go
     * @throws IOException when the system has no named pipes
     */
    static Relay open(FileDescriptor to, TextStream along, String name) throws IOException {
        Path directory = Files.createTempDirectory("headwater-run-");
        Path pipe = directory.resolve(name);
        try {
            Process mkfifo = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!mkfifo.waitFor(5, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
                throw new IOException("mkfifo " + pipe + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            if (!Files.exists(pipe)) {
                Files.delete(directory);
            }
        }
        Relay relay = new Relay(pipe, to, along, name);
        relay.thread.start();
        return relay;
    }

    /** What the command opens for writing. */
    Path pipe() {
        return pipe;
    }

    /** The command has opened the pipe, or never will: it needs no name any longer. */
    void forget() throws IOException {
        Files.deleteIfExists(pipe);
        Path directory = pipe.getParent();
        if (directory != null) {
            Files.deleteIfExists(directory);
        }
    }

    /**
     * Waits for the end of the stream, which comes when the last process that writes to it has ended.
     *
     * @return false when somebody still has it open
     */
    boolean finish(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
        return !thread.isAlive();
    }

    private void run() {
        byte[] buffer = new byte[BUFFER];
        // Not closed: it is the stream of this process.
        OutputStream out = new FileOutputStream(to);
        try (InputStream in = new FileInputStream(pipe.toFile())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                along.offer(buffer, count);
            }
        } catch (IOException e) {
            // Nobody reads our stream any more: the command will be told by its own next write.
        }
    }
}
