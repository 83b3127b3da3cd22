package dev.headwater.launcher.run.files;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What changes when a file is written: far cheaper to look at than its content.
 *
 * @param identity of the files behind it, such as their inodes, in one number
 * @param bytes their size
 * @param modified when one of them was last written, nanoseconds since 1970
 */
record Signature(long identity, long bytes, long modified) {

    static final Signature NONE = new Signature(0, 0, Long.MIN_VALUE);

    static Signature of(Path path, BasicFileAttributes attributes) {
        return new Signature(
                Objects.hash(path, attributes.fileKey()),
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    /** Of several files together, in whatever order. */
    Signature and(Signature other) {
        return new Signature(
                identity + 31 * (other.identity * other.identity | 1),
                bytes + other.bytes,
                Math.max(modified, other.modified));
    }
}
