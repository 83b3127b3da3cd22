package dev.headwater.agent.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The regular files below a directory, in the order of their paths, found a little at a time. Links to files are files;
 * links to directories are not followed, so there are no loops; pipes, sockets and devices are passed over.
 */
final class DirectoryWalk implements Closeable {

    private static final int LISTED_AT_ONCE = 500;

    /** The bounds of a walk. */
    record Bounds(int deepest, int mostInOne, long mostFiles) {
        static final Bounds USUAL = new Bounds(128, 250_000, 2_000_000);
    }

    /** A name as it sorts: that of a directory as if something were below it. */
    private record Entry(Path sortedBy, boolean directory) {}

    private static final class Level {
        final Path directory;
        final FileStamp before;
        final DirectoryStream<Path> listing;
        final Iterator<Path> names;
        final List<Entry> entries = new ArrayList<>();
        int next;
        boolean sorted;

        Level(Path directory) throws IOException {
            this.directory = directory;
            this.before = FileStamp.of(directory);
            this.listing = Files.newDirectoryStream(directory);
            this.names = listing.iterator();
        }
    }

    private final Deque<Level> levels = new ArrayDeque<>();
    private final Bounds bounds;
    private long files;
    private boolean stable = true;

    DirectoryWalk(Path root, Bounds bounds) throws IOException {
        this.bounds = bounds;
        levels.push(new Level(root));
    }

    /** Whether all files were given. */
    boolean done() {
        return levels.isEmpty();
    }

    /** Whether no directory that was left again changed in between. */
    boolean stable() {
        return stable;
    }

    /**
     * Goes on a little.
     *
     * @return a file, or null when none is known yet
     * @throws IOException when a directory cannot be listed, or there are more files than the bounds allow
     */
    @Nullable
    Path advance() throws IOException {
        Level level = levels.peek();
        if (level == null) {
            return null;
        }
        if (!level.sorted) {
            list(level);
            return null;
        }
        if (level.next == level.entries.size()) {
            stable &= FileStamp.of(level.directory).equals(level.before);
            levels.pop();
            return null;
        }
        Entry entry = level.entries.get(level.next++);
        Path name = entry.directory() ? Objects.requireNonNull(entry.sortedBy().getParent()) : entry.sortedBy();
        Path path = level.directory.resolve(name);
        if (!entry.directory()) {
            if (++files > bounds.mostFiles()) {
                throw new IOException("more than " + bounds.mostFiles() + " files");
            }
            return path;
        }
        if (levels.size() >= bounds.deepest()) {
            throw new IOException("directories nested deeper than " + bounds.deepest() + " at " + path);
        }
        levels.push(new Level(path));
        return null;
    }

    private void list(Level level) throws IOException {
        try {
            for (int i = 0; i < LISTED_AT_ONCE && level.names.hasNext(); i++) {
                Path name = Objects.requireNonNull(level.names.next().getFileName());
                Path path = level.directory.resolve(name);
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    level.entries.add(new Entry(name.resolve("x"), true));
                } else if (isFile(path)) {
                    level.entries.add(new Entry(name, false));
                }
            }
            if (level.entries.size() > bounds.mostInOne()) {
                throw new IOException("more than " + bounds.mostInOne() + " entries in " + level.directory);
            }
            if (!level.names.hasNext()) {
                level.listing.close();
                level.entries.sort(Comparator.comparing(Entry::sortedBy));
                level.sorted = true;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isFile(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isRegularFile();
        } catch (IOException e) {
            // A link to nowhere, or to itself.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Level level : levels) {
            level.listing.close();
        }
        levels.clear();
    }
}
