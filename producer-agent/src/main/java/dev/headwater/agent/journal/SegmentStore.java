package dev.headwater.agent.journal;

import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Makes the segments of one chain, within a budget, and takes them back. Files are filled with zeros before they are
 * mapped: a full disk is then an error here, not a fault in the middle of a log call, and the pages are there already. A
 * disk that gives no file is answered with a few segments in plain memory: enough to be a queue, lost with the process.
 */
final class SegmentStore {

    private static final Logger LOG = new LateLogger();
    private static final int KEPT = 2;
    private static final Budget MEMORY = new Budget(8 << 20);
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final byte[] ZEROS = new byte[1 << 16];

    private final Path directory;
    private final String prefix;
    private final Budget budget;
    private final Deque<Segment> used = new ArrayDeque<>();
    private int made;

    /** @param prefix what file names begin with */
    SegmentStore(Path directory, String prefix, Budget budget) {
        this.directory = directory;
        this.prefix = prefix;
        this.budget = budget;
    }

    /** The first segment of a chain, whatever the budget; null when there is neither disk nor memory. */
    synchronized @Nullable Segment first(int capacity) {
        budget.takeAnyway(capacity);
        return make(capacity);
    }

    /** A spare segment of at least this capacity; null when the budget is spent. */
    synchronized @Nullable Segment create(int capacity) {
        Segment again = used.poll();
        if (again != null && again.capacity() >= capacity) {
            return again;
        }
        if (again != null) {
            delete(again);
        }
        return budget.take(capacity) ? make(capacity) : null;
    }

    private @Nullable Segment make(int capacity) {
        Path file = directory.resolve(prefix + "-" + made++ + ".seg");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long left = capacity; left > 0; ) {
                left -= channel.write(ByteBuffer.wrap(ZEROS, 0, (int) Math.min(left, ZEROS.length)));
            }
            MappedByteBuffer buffer = channel.map(FileChannel.MapMode.READ_WRITE, 0, capacity);
            return formatted(buffer, file);
        } catch (IOException | RuntimeException e) {
            budget.give(capacity);
            forget(file);
            return inMemory(capacity, file, e);
        }
    }

    /** A segment that a dead process left. */
    synchronized Segment open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            budget.take(channel.size());
            return new Segment(channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()), file).ofDead();
        }
    }

    private static @Nullable Segment inMemory(int capacity, Path file, Exception reason) {
        if (WARNED.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot write its journal file {0} ({1}): it goes on in memory, and what is not shipped"
                            + " when this process ends is lost. Free the disk or set HEADWATER_HOME to a writable directory.",
                    file,
                    reason);
        }
        return MEMORY.take(capacity) ? formatted(ByteBuffer.allocateDirect(capacity), null) : null;
    }

    private static Segment formatted(ByteBuffer zeroed, @Nullable Path file) {
        Segment segment = new Segment(zeroed, file);
        segment.format();
        return segment;
    }

    /**
     * Takes back a segment that everything was read of. A thread that was late may still try to claim in the old object:
     * it fails there, for its tail is past the end for ever; the buffer gets a new object.
     */
    synchronized void takeBack(Segment done) {
        if (used.size() >= KEPT) {
            delete(done);
            return;
        }
        done.number(0);
        ByteBuffer buffer = done.buffer();
        for (int at = Segment.HEADER; at < buffer.capacity(); at += ZEROS.length) {
            buffer.put(at, ZEROS, 0, Math.min(ZEROS.length, buffer.capacity() - at));
        }
        used.add(formatted(buffer, done.file()));
    }

    synchronized void delete(Segment segment) {
        Path file = segment.file();
        if (file == null) {
            MEMORY.give(segment.capacity());
        } else {
            budget.give(segment.capacity());
            forget(file);
        }
    }

    synchronized void deleteKept() {
        used.forEach(this::delete);
        used.clear();
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Headwater could not delete {0}: {1}", file, e);
        }
    }
}
