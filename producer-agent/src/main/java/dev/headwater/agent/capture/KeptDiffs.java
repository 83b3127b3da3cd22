package dev.headwater.agent.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;

/**
 * Uncommitted differences, kept on this host under their digest, for their owner only.
 *
 * @param directory made when the first one comes
 * @param largest most bytes of one that is kept
 */
public record KeptDiffs(Path directory, long largest) {

    private static final Logger LOG = System.getLogger("dev.headwater.agent");
    private static final long LARGEST = 4L << 20;

    /** Those of a home directory: up to 4 MiB each. */
    public static KeptDiffs below(Path home) {
        return new KeptDiffs(home.resolve("diffs"), LARGEST);
    }

    /** Where the content of this file is kept now; empty when it is too large, or cannot be kept. */
    Optional<Path> keep(Path file, String sha256) {
        Path kept = directory.toAbsolutePath().resolve(sha256 + ".diff");
        try {
            long bytes = Files.size(file);
            if (bytes > largest) {
                return Optional.empty();
            }
            if (Files.isRegularFile(kept) && Files.size(kept) == bytes) {
                return Optional.of(kept);
            }
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(
                    directory, PrivateFiles.ofDirectory(directory).toArray(FileAttribute<?>[]::new));
            Path fresh = Files.createTempFile(
                    directory, ".", ".new", PrivateFiles.attributes(directory).toArray(FileAttribute<?>[]::new));
            try {
                copy(file, fresh);
                Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return Optional.of(kept);
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot keep the uncommitted difference in {0} ({1}): only its digest is recorded.",
                    directory,
                    e);
            return Optional.empty();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel target = FileChannel.open(to, Set.of(StandardOpenOption.WRITE))) {
            long size = source.size();
            long at = 0;
            while (at < size) {
                at += source.transferTo(at, size - at, target);
            }
        }
    }
}
