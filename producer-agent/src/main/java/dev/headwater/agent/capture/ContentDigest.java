package dev.headwater.agent.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of a file, computed in slices. Of a directory it is that of its manifest: one line {@code digest, two spaces,
 * relative path with slashes} per regular file, in the order of the paths, as {@code sha256sum} would print it.
 */
public final class ContentDigest {

    private static final int SLICE = 1 << 18;

    /**
     * What was found out.
     *
     * @param sha256 64 lower-case hex digits; null when the content changed while it was read
     * @param bytes size of the content; of a directory the sum of its files
     * @param unstable whether it changed
     */
    public record Result(@Nullable String sha256, long bytes, boolean unstable) {}

    private final Path path;
    private final DigestCache cache;
    private final MessageDigest manifest = sha256();
    private final MessageDigest content = sha256();
    private final byte[] slice = new byte[SLICE];
    private final @Nullable DirectoryWalk walk;
    private @Nullable FileDigest file;
    private @Nullable Path filePath;
    private long bytes;
    private boolean stable = true;
    private @Nullable Result result;

    /** @throws IOException when there is nothing to read at this path, or no regular file and no directory */
    public ContentDigest(Path path) throws IOException {
        this(path, DigestCache.none());
    }

    /** @throws IOException when there is nothing to read at this path, or no regular file and no directory */
    public ContentDigest(Path path, DigestCache cache) throws IOException {
        this(path, cache, DirectoryWalk.Bounds.USUAL);
    }

    ContentDigest(Path path, DigestCache cache, DirectoryWalk.Bounds bounds) throws IOException {
        this.path = path;
        this.cache = cache;
        if (Files.isDirectory(path)) {
            walk = new DirectoryWalk(path, bounds);
        } else {
            walk = null;
            file = new FileDigest(path, cache, content);
        }
    }

    /**
     * Does a little more: a slice of 256 KiB of content, or some hundred names of a directory.
     *
     * @return true when {@link #result()} is there
     * @throws IOException when something in it cannot be read; there is no digest then
     */
    public boolean advance() throws IOException {
        if (result != null) {
            return true;
        }
        if (file != null) {
            if (file.advance(slice)) {
                fileDone(file);
            }
        } else if (walk != null && !walk.done()) {
            filePath = walk.advance();
            file = filePath == null ? null : new FileDigest(filePath, cache, content);
        } else if (walk != null) {
            stable &= walk.stable();
            result = new Result(stable ? hex(manifest) : null, bytes, !stable);
        }
        return result != null;
    }

    private void fileDone(FileDigest done) {
        file = null;
        bytes += done.bytes();
        stable &= done.stable();
        if (filePath == null) {
            result = new Result(stable ? done.sha256() : null, bytes, !stable);
        } else {
            String name = path.relativize(filePath).toString().replace('\\', '/');
            manifest.update((done.sha256() + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Null before all is read. */
    public @Nullable Result result() {
        return result;
    }

    /** Closes what is being read. */
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
        if (walk != null) {
            walk.close();
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
