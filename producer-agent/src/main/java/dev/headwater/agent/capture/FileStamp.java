package dev.headwater.agent.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a file without reading it: as long as it stays the same, so does the content. The time of
 * the inode is part of it, so that a copy that restores an old time of modification is seen.
 *
 * @param bytes size
 * @param modifiedNanos time of the last modification, nanoseconds since 1970-01-01T00:00:00Z
 * @param changedNanos time of the last change of the inode; that of the modification where there is none
 * @param inode device and inode, or what the file system has in their place
 */
record FileStamp(long bytes, long modifiedNanos, long changedNanos, String inode) {

    /** @throws IOException when there is no such file */
    static FileStamp of(Path path) throws IOException {
        try {
            Map<String, Object> known = Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,dev,ino");
            return new FileStamp(
                    (Long) Objects.requireNonNull(known.get("size")),
                    nanos((FileTime) Objects.requireNonNull(known.get("lastModifiedTime"))),
                    nanos((FileTime) Objects.requireNonNull(known.get("ctime"))),
                    known.get("dev") + ":" + known.get("ino"));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            BasicFileAttributes known = Files.readAttributes(path, BasicFileAttributes.class);
            long modified = nanos(known.lastModifiedTime());
            return new FileStamp(known.size(), modified, modified, String.valueOf(known.fileKey()));
        }
    }

    /** The later of the two times. */
    long touchedNanos() {
        return Math.max(modifiedNanos, changedNanos);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
