package dev.headwater.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file as it was when somebody named it.
 *
 * @param path absolute
 * @param size in bytes; -1 when there was none
 * @param modified milliseconds since 1970-01-01T00:00:00Z; 0 when there was none
 */
record NamedFile(Path path, long size, long modified) {

    static NamedFile of(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            BasicFileAttributes attributes = Files.readAttributes(absolute, BasicFileAttributes.class);
            return new NamedFile(
                    absolute, attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (IOException | RuntimeException e) {
            return new NamedFile(absolute, -1, 0);
        }
    }

    boolean exists() {
        return size >= 0;
    }
}
