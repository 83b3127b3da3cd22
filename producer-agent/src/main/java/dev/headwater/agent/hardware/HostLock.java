package dev.headwater.agent.hardware;

import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Something that one process of the host does for all: whoever has locked its file. The kernel gives the lock back when
 * that process ends, however it ends, and the next who asks has it. One thread.
 */
final class HostLock implements AutoCloseable {

    private static final Logger LOG = new LateLogger();

    /**
     * Files this process has open for this: to open and close one a second time would drop its lock, because a POSIX lock
     * is the process's.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private final Path file;
    private final boolean otherwise;
    private @Nullable FileChannel channel;
    private @Nullable Object identity;
    private boolean mine;
    private boolean impossible;
    /** Whether another copy of this class in this process has the lock: to close the file would drop it. */
    private boolean foreign;

    /** @param otherwise what {@link #mine()} answers where no file can be locked */
    HostLock(Path file, boolean otherwise) {
        this.file = file.toAbsolutePath().normalize();
        this.otherwise = otherwise;
    }

    /** Whether this is to be done here. Tries to become the one as long as it is not; once true it stays true. */
    boolean mine() {
        if (mine || impossible) {
            return mine || otherwise;
        }
        try {
            mine = lock();
            if (mine) {
                OldLocks.delete(file);
            }
        } catch (OverlappingFileLockException e) {
            foreign = true;
            return false;
        } catch (IOException | RuntimeException e) {
            impossible = true;
            LOG.log(Level.DEBUG, "Headwater cannot lock {0} and does not know who samples this host: {1}", file, e);
            return otherwise;
        }
        return mine;
    }

    private boolean lock() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            if (!OPEN.add(file)) {
                return false;
            }
            try {
                open = open();
            } catch (IOException | RuntimeException e) {
                OPEN.remove(file);
                throw e;
            }
            channel = open;
        }
        boolean locked = open.tryLock() != null;
        foreign = false;
        if (!locked) {
            return false;
        }
        if (Objects.equals(identity, identity(file))) {
            return true;
        }
        // Whoever had it before has deleted it: it must be the file that others find under its name.
        letGo();
        return false;
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "a file in a directory"));
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Somebody else does it, or did.
        }
        Object before = identity(file);
        FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE);
        identity = Objects.equals(before, identity(file)) ? before : new Object();
        return opened;
    }

    /** Whether some lock of this process is on the file. */
    static boolean isOpen(Path file) {
        return OPEN.contains(file);
    }

    /** Leaves a file open as long as the process lives, for another copy of this class has it locked. */
    static void keepOpen(Path file, FileChannel channel) {
        OPEN.add(file);
        KEPT_OPEN.add(channel);
    }

    private static @Nullable Object identity(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return "none";
        }
    }

    private void letGo() {
        FileChannel open = channel;
        channel = null;
        if (open != null && foreign) {
            keepOpen(file, open);
        } else if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "Headwater could not close {0}: {1}", file, e);
            }
            OPEN.remove(file);
        }
    }

    /** Leaves it to others. */
    @Override
    public void close() {
        if (mine) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "Headwater could not delete {0}: {1}", file, e);
            }
        }
        mine = false;
        impossible = true;
        letGo();
    }
}
