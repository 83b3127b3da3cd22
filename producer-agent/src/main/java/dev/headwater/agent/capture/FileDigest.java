package dev.headwater.agent.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** SHA-256 of one file, in slices. No more is read than the file had at the beginning, so one that grows has an end. */
final class FileDigest {

    private final Path path;
    private final DigestCache cache;
    private final MessageDigest content;
    private final FileStamp before;
    private final long openedAt;
    private long left;
    private @Nullable InputStream stream;
    private @Nullable String sha256;
    private boolean stable = true;

    /** @throws IOException when it is no file with a content of its own: a pipe, a device, a file of the kernel */
    FileDigest(Path path, DigestCache cache, MessageDigest content) throws IOException {
        this.path = path;
        this.cache = cache;
        this.content = content;
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException("not a regular file: " + path);
        }
        Path real = path.toRealPath();
        if (real.startsWith("/proc") || real.startsWith("/sys")) {
            throw new IOException("not a file but a view of the kernel: " + path);
        }
        this.openedAt = cache.nowNanos();
        this.before = FileStamp.of(path);
        this.left = before.bytes();
        this.sha256 = cache.find(real, before).orElse(null);
    }

    /** @return true when {@link #sha256()} is there */
    boolean advance(byte[] slice) throws IOException {
        if (sha256 != null) {
            return true;
        }
        if (stream == null) {
            content.reset();
            stream = Files.newInputStream(path);
        }
        int wanted = (int) Math.min(slice.length, left);
        int read = wanted == 0 ? 0 : stream.read(slice, 0, wanted);
        if (read > 0) {
            content.update(slice, 0, read);
            left -= read;
        }
        if (left == 0 || read < 0) {
            close();
            stable = left == 0 && FileStamp.of(path).equals(before);
            sha256 = ContentDigest.hex(content);
            if (stable) {
                cache.add(path.toRealPath(), before, sha256, openedAt);
            }
        }
        return sha256 != null;
    }

    /** Null before all is read. */
    @Nullable
    String sha256() {
        return sha256;
    }

    long bytes() {
        return before.bytes();
    }

    /** Whether it stayed as it was while it was read. */
    boolean stable() {
        return stable;
    }

    void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
