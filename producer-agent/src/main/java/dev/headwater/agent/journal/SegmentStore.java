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
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the segments of one chain, within a budget, and takes them back. Files are filled with zeros before they are
 * mapped: a full disk is then an error here, not a fault in the middle of a log call; and touched, so that the pages are
 * there already. A disk that gives no file is answered with segments in plain memory: enough to be a queue, lost with the
 * process. Nothing here waits for another thread that writes a file.
 */
final class SegmentStore {

    static final String SUFFIX = ".seg";

    private static final Logger LOG = new LateLogger();
    private static final int KEPT = 4;
    private static final int PAGE = 4096;
    private static final int LARGEST_IN_MEMORY = 1 << 20;
    private static final long DISK_PAUSE_NANOS = 1_000_000_000L;
    private static final byte[] ZEROS = new byte[1 << 16];

    private final Path directory;
    private final String prefix;
    private final Budget budget;
    private final AtomicInteger made;
    private final Deque<Segment> used = new ArrayDeque<>();
    private int largest;
    private volatile long diskFailedAt;
    private volatile boolean diskFails;

    /** @param prefix what file names begin with */
    SegmentStore(Path directory, String prefix, Budget budget) {
        this(directory, prefix, budget, 0);
    }

    /** @param firstFile number in the name of the first file to be made */
    SegmentStore(Path directory, String prefix, Budget budget, int firstFile) {
        this.directory = directory;
        this.prefix = prefix;
        this.budget = budget;
        this.made = new AtomicInteger(firstFile);
    }

    /** The first segment of a chain, whatever the budget; null when there is neither disk nor memory. */
    @Nullable
    Segment first(int capacity) {
        budget.takeAnyway(capacity);
        return make(capacity, capacity);
    }

    /**
     * A spare segment; null when the budget is spent.
     *
     * @param capacity that is wanted, in bytes
     * @param needed that it must have at least
     */
    @Nullable
    Segment create(int capacity, int needed) {
        Segment again = pollUsed(needed);
        if (again != null) {
            return again;
        }
        int size = Math.max(capacity, needed);
        return budget.take(size) ? make(size, needed) : null;
    }

    private synchronized @Nullable Segment pollUsed(int needed) {
        for (Iterator<Segment> kept = used.iterator(); kept.hasNext(); ) {
            Segment segment = kept.next();
            if (segment.capacity() >= needed) {
                kept.remove();
                return segment;
            }
        }
        return null;
    }

    private @Nullable Segment make(int capacity, int needed) {
        if (diskFails && System.nanoTime() - diskFailedAt < DISK_PAUSE_NANOS) {
            budget.give(capacity);
            return inMemory(capacity, needed);
        }
        String name = prefix + "-" + made.getAndIncrement() + SUFFIX;
        Path begun = directory.resolve("." + name);
        try (FileChannel channel = FileChannel.open(
                begun, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long left = capacity; left > 0; ) {
                left -= channel.write(ByteBuffer.wrap(ZEROS, 0, (int) Math.min(left, ZEROS.length)));
            }
            MappedByteBuffer buffer = channel.map(FileChannel.MapMode.READ_WRITE, 0, capacity);
            for (int page = 0; page < capacity; page += PAGE) {
                buffer.put(page, (byte) 0);
            }
            Path file = directory.resolve(name);
            Segment segment = Segment.spare(buffer, file);
            // Whatever has its real name is whole.
            Files.move(begun, file);
            diskFails = false;
            return segment;
        } catch (IOException | RuntimeException | InternalError e) {
            diskFailedAt = System.nanoTime();
            diskFails = true;
            budget.give(capacity);
            forget(begun);
            sayOnce(begun, e);
            return inMemory(capacity, needed);
        }
    }

    private void sayOnce(Path file, Throwable reason) {
        if (budget.firstDiskFailure()) {
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot write its journal file {0} ({1}): it goes on in memory, and what is not shipped"
                            + " when this process ends is lost. Free the disk or set HEADWATER_HOME to a writable directory.",
                    file,
                    reason);
        }
    }

    private @Nullable Segment inMemory(int capacity, int needed) {
        int size = Math.max(needed, Math.min(capacity, LARGEST_IN_MEMORY));
        if (!budget.takeMemory(size)) {
            size = needed + PAGE;
            if (!budget.takeMemory(size)) {
                return null;
            }
        }
        return Segment.spare(ByteBuffer.allocateDirect(size & -8), null);
    }

    /** A segment that a dead process left. @param kinds that its records may have */
    Segment open(Path file, int kinds) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            budget.takeAnyway(size);
            return Segment.ofDead(channel.map(FileChannel.MapMode.READ_WRITE, 0, size), file, kinds);
        }
    }

    /**
     * Takes back a segment that everything was read of. A thread that was late may still try to claim in the old object:
     * it fails there, for its tail is past the end for ever; the buffer gets a new object.
     */
    void takeBack(Segment done) {
        synchronized (this) {
            largest = Math.max(largest, done.capacity());
            // The small ones of a burst are not worth a place.
            if (used.size() >= KEPT || done.dead() || done.capacity() < largest / 2) {
                delete(done);
                return;
            }
        }
        done.number(0);
        ByteBuffer buffer = done.buffer();
        for (int at = Segment.HEADER; at < buffer.capacity(); at += ZEROS.length) {
            buffer.put(at, ZEROS, 0, Math.min(ZEROS.length, buffer.capacity() - at));
        }
        for (int at = 24; at < Segment.HEADER; at++) {
            buffer.put(at, (byte) 0);
        }
        Segment again = Segment.spare(buffer, done.file());
        synchronized (this) {
            used.add(again);
        }
    }

    void delete(Segment segment) {
        Path file = segment.file();
        if (file == null) {
            budget.giveMemory(segment.capacity());
        } else {
            budget.give(segment.capacity());
            forget(file);
        }
    }

    void deleteKept() {
        for (Segment kept = pollUsed(0); kept != null; kept = pollUsed(0)) {
            delete(kept);
        }
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not delete {0}: {1}", file, e);
        }
    }
}
