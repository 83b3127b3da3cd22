package dev.headwater.sink.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is complete when it appears, also after the machine went down. */
final class WholeFile {

    private WholeFile() {}

    /**
     * Puts a file into its place, where it replaces another one. Its content is on the disk before its name is.
     *
     * @param part in the same file system as the target
     */
    static void place(Path part, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
