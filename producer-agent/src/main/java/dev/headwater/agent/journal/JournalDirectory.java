package dev.headwater.agent.journal;

import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one journal, and the lock that says its owner lives. A new directory gets its name only when it is
 * locked, so that nobody takes it for an orphan.
 */
final class JournalDirectory {

    private static final Logger LOG = new LateLogger();
    private static final String LOCK = "lock";
    private static final String RELEASED = "released";
    private static final String DONE = ".done-";
    private static final int LONGEST_NAME = 120;
    private static final Duration BEGINNING = Duration.ofMinutes(10);

    private final Path path;
    private final FileChannel channel;

    private JournalDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static JournalDirectory create(Path root, Identity identity) throws IOException {
        Path rank = root.resolve(fileName(identity.runId())).resolve(Integer.toString(identity.rank()));
        for (int attempt = 0; ; attempt++) {
            try {
                Files.createDirectories(rank);
                return locked(rank, identity.bootId());
            } catch (NoSuchFileException e) {
                // Whoever shipped the last journal of this run may just have deleted its empty directory.
                if (attempt >= 3) {
                    throw e;
                }
            }
        }
    }

    private static JournalDirectory locked(Path rank, String name) throws IOException {
        Path hidden = Files.createDirectory(rank.resolve("." + name));
        Path path = rank.resolve(name);
        FileChannel channel =
                FileChannel.open(hidden.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OwnLocks.enter(path);
        try {
            if (channel.tryLock() == null) {
                throw new IOException("somebody else has locked " + hidden);
            }
            return new JournalDirectory(Files.move(hidden, path), channel);
        } catch (IOException | RuntimeException e) {
            OwnLocks.close(path, channel);
            throw e;
        }
    }

    /** Takes over the directory of a dead owner; empty when its owner lives or somebody else has taken it over. */
    static Optional<JournalDirectory> takeOver(Path path) throws IOException {
        boolean released = Files.exists(path.resolve(RELEASED));
        // To open and close the lock file of a journal of this very process would drop its lock.
        if (!released && BootId.ofThisProcess(path.getFileName().toString())) {
            return Optional.empty();
        }
        if (Files.isDirectory(path.resolve(LOCK))) {
            throw new DamagedJournalException(path + ": its lock is a directory", null);
        }
        if (!OwnLocks.enter(path)) {
            // Another collector of this process was faster.
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                Files.deleteIfExists(path.resolve(RELEASED));
                return Optional.of(new JournalDirectory(path, channel));
            }
        } catch (OverlappingFileLockException e) {
            OwnLocks.keepOpen(Objects.requireNonNull(channel));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            OwnLocks.close(path, channel);
            throw e;
        }
        OwnLocks.close(path, channel);
        return Optional.empty();
    }

    /** All directories that look like journals below a root, whoever owns them. */
    static List<Path> below(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        return boots(root)
                .filter(path -> !path.getFileName().toString().startsWith("."))
                .sorted()
                .toList();
    }

    /** Directories of journals, the hidden ones too. What cannot be listed does not hide the others. */
    private static Stream<Path> boots(Path root) throws IOException {
        return list(root).stream()
                .flatMap(run -> directories(run).stream())
                .flatMap(rank -> directories(rank).stream())
                .filter(boot -> Files.isDirectory(boot, LinkOption.NOFOLLOW_LINKS));
    }

    private static List<Path> directories(Path parent) {
        try {
            return Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS) ? list(parent) : List.of();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Headwater cannot look for journals in {0}: {1}", parent, e);
            return List.of();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> listed = Files.list(directory)) {
            return listed.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    Path path() {
        return path;
    }

    /** The owner has stopped and leaves the journal to whoever comes. */
    void release() throws IOException {
        try {
            Files.createFile(path.resolve(RELEASED));
        } catch (FileAlreadyExistsException e) {
            // Said before.
        } finally {
            OwnLocks.close(path, channel);
        }
    }

    /** Gives up a journal that was taken over. */
    void abandon() {
        try {
            release();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Headwater could not mark {0} as released: {1}", path, e);
        }
    }

    /**
     * Deletes the directory with all that is in it, and the run's directories above when they are empty. Whoever is killed
     * in the middle leaves nothing that looks like a journal.
     */
    void delete() throws IOException {
        Path done = path.resolveSibling(DONE + path.getFileName());
        try {
            Files.move(path, done);
            clear(done);
        } finally {
            OwnLocks.close(path, channel);
        }
        deleteEmpty(path.getParent());
    }

    private static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }

    private static void deleteEmpty(@Nullable Path rank) throws IOException {
        Path run = rank == null ? null : rank.getParent();
        if (rank != null && run != null && isEmpty(rank)) {
            Files.deleteIfExists(rank);
            if (isEmpty(run)) {
                Files.deleteIfExists(run);
            }
        }
    }

    /**
     * Puts a directory that cannot be read aside, where nobody looks for orphans.
     *
     * @return where it is now
     */
    static Path setAside(Path root, Path journal) throws IOException {
        Path aside = Files.createDirectories(aside(root));
        String name = root.relativize(journal).toString().replace('/', '.').replace('\\', '.');
        Path target = aside.resolve(name);
        for (int copy = 1; Files.exists(target); copy++) {
            target = aside.resolve(name + "." + copy);
        }
        Files.move(journal, target);
        deleteEmpty(journal.getParent());
        return target;
    }

    /** Writes a file where what could not be shipped is kept. */
    Path keep(String name, byte[] content) throws IOException {
        Path rank = Objects.requireNonNull(path.getParent());
        Path run = Objects.requireNonNull(rank.getParent());
        Path root = Objects.requireNonNull(run.getParent());
        Path kept = Files.createDirectories(
                aside(root).resolve(root.relativize(path).toString().replace('/', '.') + "-refused"));
        return Files.write(kept.resolve(name), content);
    }

    /** Directory of what could not be shipped, beside that of the journals. */
    static Path aside(Path root) {
        return root.resolveSibling(root.getFileName() + "-damaged");
    }

    /** Removes what was left by processes that were killed while they made or deleted a directory. */
    static void sweep(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        Instant old = Instant.now().minus(BEGINNING);
        for (Path boot : boots(root).toList()) {
            if (boot.getFileName().toString().startsWith(".")) {
                sweep(boot, old);
            }
        }
    }

    private static void sweep(Path left, Instant old) {
        try {
            boolean done = left.getFileName().toString().startsWith(DONE);
            if (done || Files.getLastModifiedTime(left).toInstant().isBefore(old)) {
                clear(left);
                deleteEmpty(left.getParent());
            }
        } catch (IOException | RuntimeException e) {
            // Somebody else sweeps it too, or it is not this user's to sweep.
            LOG.log(Level.DEBUG, "Headwater could not sweep {0}: {1}", left, e);
        }
    }

    /** Whose journal a directory is by its name; empty when the name of the run had to be shortened. */
    static Optional<Identity> identity(Path path) {
        Path rank = path.getParent();
        Path run = rank == null ? null : rank.getParent();
        if (run == null || rank == null || run.getFileName().toString().length() > LONGEST_NAME) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Identity(
                    runId(run.getFileName().toString()),
                    Integer.parseInt(rank.getFileName().toString()),
                    path.getFileName().toString()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String runId(String fileName) {
        ByteBuffer bytes = ByteBuffer.allocate(fileName.length());
        for (int i = 0; i < fileName.length(); i++) {
            char c = fileName.charAt(i);
            if (c == '%' && i + 2 < fileName.length()) {
                bytes.put((byte) Integer.parseInt(fileName.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** A run id as a file name: letters, digits, dot, hyphen and underscore stay, other bytes become %XX. */
    static String fileName(String runId) {
        StringBuilder name = new StringBuilder();
        for (byte b : runId.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' && name.length() > 0);
            name.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        if (name.length() > LONGEST_NAME) {
            return name.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(runId.hashCode());
        }
        return name.isEmpty() ? "%" : name.toString();
    }
}
