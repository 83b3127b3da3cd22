package dev.headwater.sink.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hidden folder for what is not finished, which one export at a time has. What is in it goes when it is closed or the
 * process is interrupted; what a killed process left goes when the next one comes.
 */
final class WorkFolder implements Closeable {

    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;
    private final Thread hook = new Thread(this::removeQuietly, "headwater-export-cleaning");
    private Set<String> kept;

    private WorkFolder(Path path, FileChannel lock, Set<String> kept) {
        this.path = path;
        this.lock = lock;
        this.kept = kept;
    }

    /**
     * @param kept names of files that stay until {@link #finished}
     * @throws FileSystemException when another export is at work there
     */
    static WorkFolder claim(Path path, String... kept) throws IOException {
        Files.createDirectories(path);
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (locked(channel) == null) {
            channel.close();
            throw new FileSystemException(path.toString(), null, "another export is writing there");
        }
        WorkFolder folder = new WorkFolder(path, channel, Set.of(kept));
        folder.remove(false);
        Runtime.getRuntime().addShutdownHook(folder.hook);
        return folder;
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Nothing needs to stay. */
    void finished() {
        kept = Set.of();
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook at work.
        }
        remove(true);
    }

    private void removeQuietly() {
        try {
            remove(true);
        } catch (IOException | UncheckedIOException e) {
            // The next export tries again.
        }
    }

    private synchronized void remove(boolean lockToo) throws IOException {
        boolean empty = true;
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (kept.contains(name)) {
                empty = false;
            } else if (!name.equals(LOCK)) {
                Files.deleteIfExists(file);
            }
        }
        if (lockToo) {
            Files.deleteIfExists(path.resolve(LOCK));
            lock.close();
            if (empty) {
                Files.deleteIfExists(path);
            }
        }
    }
}
