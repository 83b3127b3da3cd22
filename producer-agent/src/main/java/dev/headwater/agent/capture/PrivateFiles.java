package dev.headwater.agent.capture;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Files that only their owner may read, on file systems that know owners. */
final class PrivateFiles {

    private PrivateFiles() {}

    /** Attributes to create a file with at this path: mode 0600. */
    static List<FileAttribute<?>> attributes(Path path) {
        return mode(path, "rw-------");
    }

    /** Attributes to create a directory with at this path: mode 0700. */
    static List<FileAttribute<?>> ofDirectory(Path path) {
        return mode(path, "rwx------");
    }

    private static List<FileAttribute<?>> mode(Path path, String mode) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? List.of(PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))
                : List.of();
    }
}
