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
        return make(capacity, capacity, true);
    }

    /**
     * A spare segment; null when the budget is spent.
     *
     * @param capacity that is wanted, in bytes
     * @param needed that it must have at least
     * @param patient whether this thread may wait for memory that the collector of garbage frees
     */
    @Nullable
    Segment create(int capacity, int needed, boolean patient) {
        Segment again = pollUsed(needed);
        if (again != null && (again.file() != null || diskRests())) {
            return again;
        }
        int size = Math.max(capacity, needed);
        boolean room = budget.take(size);
        if (again == null) {
            return room ? make(size, needed, patient) : null;
        }
        // One in memory is used again only as long as the disk gives none.
        Segment onDisk = room ? onDisk(size) : null;
        if (onDisk == null) {
            return again;
        }
        delete(again);
        return onDisk;
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

    private @Nullable Segment make(int capacity, int needed, boolean patient) {
        if (diskRests()) {
            budget.give(capacity);
            return inMemory(capacity, needed, patient);
        }
        Segment segment = onDisk(capacity);
        return segment == null ? inMemory(capacity, needed, patient) : segment;
    }

    private boolean diskRests() {
        return diskFails && System.nanoTime() - diskFailedAt < DISK_PAUSE_NANOS;
    }

    /** @return null when the disk gives none; what was taken of the budget is given back then */
    private @Nullable Segment onDisk(int capacity) {
        Path begun = directory;
        try {
            String name = prefix + "-" + made.getAndIncrement() + SUFFIX;
            Path hidden = directory.resolve("." + name);
            begun = hidden;
            Segment segment = Uninterrupted.run(() -> mapped(hidden, directory.resolve(name), capacity));
            diskFails = false;
            return segment;
        } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
            budget.give(capacity);
            diskFailedAt = System.nanoTime();
            diskFails = true;
            forget(begun);
            sayOnce(begun, e);
            return null;
        }
    }

    private static Segment mapped(Path begun, Path file, int capacity) throws IOException {
        // One that a killed process began under this name is nothing yet.
        try (FileChannel channel = FileChannel.open(
                begun,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            for (long left = capacity; left > 0; ) {
                left -= channel.write(ByteBuffer.wrap(ZEROS, 0, (int) Math.min(left, ZEROS.length)));
            }
            MappedByteBuffer buffer = channel.map(FileChannel.MapMode.READ_WRITE, 0, capacity);
            for (int page = 0; page < capacity; page += PAGE) {
                buffer.put(page, (byte) 0);
            }
            Segment segment = Segment.spare(buffer, file);
            // Whatever has its real name is whole.
            Files.move(begun, file);
            return segment;
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

    /**
     * Where memory is short, the virtual machine makes whoever asks wait for half a second: a thread of the trainer never
     * twice.
     */
    private @Nullable Segment inMemory(int capacity, int needed, boolean patient) {
        if (!budget.memoryIsWorthATry(patient)) {
            return null;
        }
        int size = Math.max(needed, Math.min(capacity, LARGEST_IN_MEMORY)) + 7 & -8;
        if (!budget.takeMemory(size)) {
            size = needed + PAGE + 7 & -8;
            if (!budget.takeMemory(size)) {
                return null;
            }
        }
        try {
            Segment segment = Segment.spare(ByteBuffer.allocateDirect(size), null);
            budget.memoryFails(false);
            return segment;
        } catch (OutOfMemoryError e) {
            budget.giveMemory(size);
            budget.memoryFails(true);
            return null;
        }
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
        if (!worthKeeping(done)) {
            delete(done);
            return;
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

    private synchronized boolean worthKeeping(Segment done) {
        largest = Math.max(largest, done.capacity());
        // The small ones of a burst are not worth a place.
        return used.size() < KEPT && !done.dead() && done.capacity() >= largest / 2;
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

    /** Deletes those that are kept to be used again, but so many. */
    void keepOnly(int most) {
        for (Segment kept = pollSurplus(most); kept != null; kept = pollSurplus(most)) {
            delete(kept);
        }
    }

    private synchronized @Nullable Segment pollSurplus(int most) {
        return used.size() > most ? used.remove() : null;
    }

    /** Whether this or another journal wants for room. */
    boolean spent() {
        return budget.spent();
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not delete {0}: {1}", file, e);
        }
    }
}
