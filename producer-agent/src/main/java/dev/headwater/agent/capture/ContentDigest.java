package dev.headwater.agent.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of a file, computed in slices. Of a directory it is that of its manifest: one line {@code digest, two spaces,
 * relative path with slashes} per regular file, in the order of the paths, as {@code sha256sum} would print it.
 */
public final class ContentDigest {

    private static final int SLICE = 1 << 20;

    /**
     * What was found out.
     *
     * @param sha256 64 lower-case hex digits
     * @param bytes size of the content; of a directory the sum of its files
     */
    public record Result(String sha256, long bytes) {}

    private final Path path;
    private final boolean directory;
    private final Deque<Path> files = new ArrayDeque<>();
    private final MessageDigest manifest = sha256();
    private final MessageDigest content = sha256();
    private final byte[] slice = new byte[SLICE];
    private long bytes;
    private @Nullable Path file;
    private @Nullable InputStream stream;
    private @Nullable Result result;

    /** @throws IOException when there is nothing to read at this path */
    public ContentDigest(Path path) throws IOException {
        this.path = path;
        this.directory = Files.isDirectory(path);
        if (directory) {
            try (Stream<Path> below = Files.walk(path)) {
                below.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        } else {
            files.add(path);
        }
    }

    /**
     * Reads one slice more, of a megabyte at most.
     *
     * @return true when {@link #result()} is there
     */
    public boolean advance() throws IOException {
        if (result != null) {
            return true;
        }
        if (stream == null) {
            Path next = files.poll();
            if (next == null) {
                result = new Result(hex(manifest), bytes);
                return true;
            }
            file = next;
            stream = Files.newInputStream(next);
        }
        int read = stream.readNBytes(slice, 0, SLICE);
        content.update(slice, 0, read);
        bytes += read;
        if (read < SLICE && file != null) {
            fileDone(file);
        }
        return result != null;
    }

    private void fileDone(Path done) throws IOException {
        close();
        String digest = hex(content);
        if (directory) {
            String name = path.relativize(done).toString().replace('\\', '/');
            manifest.update((digest + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
        } else {
            result = new Result(digest, bytes);
        }
    }

    /** Null before all is read. */
    public @Nullable Result result() {
        return result;
    }

    /** Closes the file being read. */
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
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
