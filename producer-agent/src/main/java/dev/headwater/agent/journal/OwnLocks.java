package dev.headwater.agent.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lock files this process has open. To open and close one a second time would drop its lock, because a POSIX lock is the
 * process's.
 */
final class OwnLocks {

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();
    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private OwnLocks() {}

    /** @return false when this process has it open already */
    static boolean enter(Path directory) {
        return OPEN.add(key(directory));
    }

    /** Another copy of these classes in this process holds the lock: the file stays open as long as the process lives. */
    static void keepOpen(FileChannel channel) {
        KEPT_OPEN.add(channel);
    }

    /** @param channel null when it could not be opened */
    static void close(Path directory, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            OPEN.remove(key(directory));
        }
    }

    private static Path key(Path directory) {
        return directory.toAbsolutePath().normalize();
    }
}
