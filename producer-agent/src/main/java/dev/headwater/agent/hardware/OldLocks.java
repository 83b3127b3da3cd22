package dev.headwater.agent.hardware;

import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Deletes the lock files that killed processes have left behind, once a day, when nobody has had a use for them for a week. */
final class OldLocks {

    private static final Logger LOG = new LateLogger();
    private static final Duration OLD = Duration.ofDays(7);
    private static final Duration PERIOD = Duration.ofDays(1);
    private static final int MOST_AT_ONCE = 1_000;
    private static final AtomicLong LAST = new AtomicLong();

    private OldLocks() {}

    /** @param own one of them, which this process has just locked */
    static void delete(Path own) {
        long now = System.currentTimeMillis();
        long last = LAST.get();
        Path directory = own.getParent();
        if (directory != null && now - last > PERIOD.toMillis() && LAST.compareAndSet(last, now)) {
            deleteBefore(directory, Instant.ofEpochMilli(now).minus(OLD));
        }
    }

    static void deleteBefore(Path directory, Instant time) {
        int left = MOST_AT_ONCE;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.lock")) {
            for (Path file : files) {
                if (left > 0 && deleteOld(file, time)) {
                    left--;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not tidy up {0}: {1}", directory, e);
        }
    }

    private static boolean deleteOld(Path file, Instant time) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(time)
                    && !HostLock.isOpen(file)
                    && deleteUnlocked(file);
        } catch (IOException | RuntimeException e) {
            // Somebody else tidies up too, or it is another user's.
            LOG.log(Level.DEBUG, "Headwater could not delete {0}: {1}", file, e);
            return false;
        }
    }

    private static boolean deleteUnlocked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        boolean mayClose = true;
        try {
            return channel.tryLock() != null && Files.deleteIfExists(file);
        } catch (OverlappingFileLockException e) {
            mayClose = false;
            HostLock.keepOpen(file, channel);
            return false;
        } finally {
            if (mayClose) {
                channel.close();
            }
        }
    }
}
