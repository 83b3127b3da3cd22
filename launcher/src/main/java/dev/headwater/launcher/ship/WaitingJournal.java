package dev.headwater.launcher.ship;

import dev.headwater.agent.journal.RunJournal;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A journal on disk that Kafka has not confirmed to its end.
 *
 * @param run id of the run, shortened if it is very long
 * @param rank of the process within the run
 * @param alive whether a process owns it still and ships it itself
 * @param since when it was begun
 * @param bytes that its files take; room that is prepared for more included
 */
record WaitingJournal(String run, String rank, boolean alive, Instant since, long bytes) {

    /**
     * All below a home; those that vanish while they are looked at are left out. Not for a process that ships some of them:
     * to look at a lock of its own would give it up.
     */
    static List<WaitingJournal> below(Path home) throws IOException {
        List<WaitingJournal> journals = new ArrayList<>();
        for (Path path : RunJournal.below(home.resolve("journal"))) {
            try {
                journals.add(of(path));
            } catch (IOException e) {
                // Shipped meanwhile.
            }
        }
        return journals;
    }

    /** How many there are. */
    static int count(Path home) throws IOException {
        return RunJournal.below(home.resolve("journal")).size();
    }

    private static WaitingJournal of(Path path) throws IOException {
        int names = path.getNameCount();
        Path rank = path.getName(names - 2);
        Path run = path.getName(names - 3);
        long bytes;
        try (Stream<Path> files = Files.list(path)) {
            bytes = files.mapToLong(file -> file.toFile().length()).sum();
        }
        // File names of journals are encoded like URLs, but for the plus sign, which they have not.
        return new WaitingJournal(
                URLDecoder.decode(run.toString().replace("+", "%2B"), StandardCharsets.UTF_8),
                rank.toString(),
                isOwned(path),
                Files.getLastModifiedTime(path.resolve("lock")).toInstant(),
                bytes);
    }

    /** Its owner holds a lock on it, and the system gives that back when the owner dies. */
    private static boolean isOwned(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            return lock == null;
        }
    }
}
