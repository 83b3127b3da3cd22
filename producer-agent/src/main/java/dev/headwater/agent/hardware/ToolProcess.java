package dev.headwater.agent.hardware;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that runs beside this process, whose output is taken as far as it has come. It has a pipe for an output: when
 * this process ends, however it does, the next thing the command says ends it too. One thread.
 */
final class ToolProcess implements AutoCloseable {

    private static final int MOST_AT_ONCE = 1 << 18;
    private static final int MOST_KEPT = 1 << 20;

    private final Process process;
    private final InputStream output;
    private final File stat;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];

    private ToolProcess(Process process, Path proc) {
        this.process = process;
        this.output = process.getInputStream();
        this.stat = proc.resolve(process.pid() + "/stat").toFile();
    }

    /** @param proc the directory {@code /proc} */
    static ToolProcess start(Path proc, List<String> command) throws IOException {
        // Errors come on the output: they say which field of a query is not known.
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return new ToolProcess(process, proc);
    }

    /** Takes in what has been said since. Complete lines go out; the rest of the last one stays. */
    List<String> lines() {
        take();
        String text = unread.toString(StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n') + 1;
        if (end == 0) {
            return List.of();
        }
        unread.reset();
        byte[] rest = text.substring(end).getBytes(StandardCharsets.ISO_8859_1);
        unread.write(rest, 0, rest.length);
        return new ArrayList<>(text.substring(0, end).lines().toList());
    }

    /** All that has been said so far, for a command that ends by itself. */
    byte[] all() {
        take();
        return unread.toByteArray();
    }

    private void take() {
        try {
            int left = MOST_AT_ONCE;
            while (left > 0 && output.available() > 0) {
                int read = output.read(buffer, 0, Math.min(buffer.length, output.available()));
                if (read < 0) {
                    return;
                }
                if (unread.size() < MOST_KEPT) {
                    unread.write(buffer, 0, read);
                }
                left -= read;
            }
        } catch (IOException e) {
            // It has been ended: what it said before is all there is.
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Processor time it has used, nanoseconds; 0 when it is not known. */
    long processorNanos(KernelFile text) {
        if (!text.read(stat) || !text.skipToLast(')')) {
            return 0;
        }
        text.skipWords(11);
        return Math.max(0, text.number() + text.number() + text.number() + text.number()) * 10_000_000L;
    }

    /** Ends it at once. One that hangs in the kernel stays {@link #alive()} until the kernel lets it go. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            output.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }
}
