package dev.headwater.agent.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers digests of files over the end of the process, so that a file that has not changed is not read again. Several
 * processes may use one file at once. Used by one thread.
 */
public final class DigestCache {

    /*
     * The file is a table of slots of 80 bytes, in buckets of 8; the first bytes of a key say its bucket. A slot: key (32),
     * digest (32), time of writing in milliseconds (8), check (8). The key is the SHA-256 of path and stamp, so no path is
     * legible here; the check is the beginning of the SHA-256 of all before it. A slot that is torn, overwritten by another
     * process or corrupted fails its check and is no slot; a full bucket loses its oldest. There is nothing to compact, to
     * lock or to repair, and the file is never larger than its 262,144 slots (20 MiB, sparse).
     */
    private static final Logger LOG = System.getLogger("dev.headwater.agent");
    private static final int SHA = 32;
    private static final int CHECKED = 72;
    private static final int SLOT = 80;
    private static final int BUCKET = 8;
    private static final int BUCKETS = 1 << 15;
    /** A file changed more recently than this could change again without its times telling. */
    private static final long RACY_NANOS = 2_000_000_000L;

    private final @Nullable Path file;
    private final Clock clock;
    private @Nullable FileChannel channel;
    private boolean broken;

    private DigestCache(@Nullable Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Remembers nothing. */
    public static DigestCache none() {
        return new DigestCache(null, Clock.systemUTC());
    }

    /** The cache of a home directory; neither directory nor file need be there, or writable. */
    public static DigestCache below(Path home) {
        return at(home.resolve("digests-v1"), Clock.systemUTC());
    }

    static DigestCache at(Path file, Clock clock) {
        return new DigestCache(file, clock);
    }

    /** The digest of a file that is as its stamp says. */
    Optional<String> find(Path path, FileStamp stamp) {
        FileChannel open = open();
        if (open == null) {
            return Optional.empty();
        }
        try {
            byte[] key = key(path, stamp);
            byte[] bucket = bucket(open, key);
            for (int slot = 0; slot < BUCKET; slot++) {
                int at = slot * SLOT;
                if (Arrays.equals(bucket, at, at + SHA, key, 0, SHA) && valid(bucket, at)) {
                    return Optional.of(HexFormat.of().formatHex(bucket, at + SHA, at + 2 * SHA));
                }
            }
        } catch (IOException | RuntimeException e) {
            giveUp(e);
        }
        return Optional.empty();
    }

    /**
     * Remembers a digest, unless the file changed so recently that a further change might not be seen.
     *
     * @param stamp taken before and found again after the file was read
     * @param readAtNanos when it was taken first, nanoseconds since 1970-01-01T00:00:00Z
     */
    void add(Path path, FileStamp stamp, String sha256, long readAtNanos) {
        FileChannel open = open();
        if (open == null || readAtNanos - stamp.touchedNanos() < RACY_NANOS) {
            return;
        }
        try {
            byte[] key = key(path, stamp);
            byte[] bucket = bucket(open, key);
            ByteBuffer slot = ByteBuffer.allocate(SLOT)
                    .put(key)
                    .put(HexFormat.of().parseHex(sha256))
                    .putLong(clock.millis());
            slot.put(check(slot.array(), 0)).flip();
            open.write(slot, position(key) + (long) victim(bucket) * SLOT);
        } catch (IOException | RuntimeException e) {
            giveUp(e);
        }
    }

    /** Nanoseconds since 1970-01-01T00:00:00Z. */
    long nowNanos() {
        return clock.millis() * 1_000_000L;
    }

    private static int victim(byte[] bucket) {
        int oldest = 0;
        long oldestTime = Long.MAX_VALUE;
        ByteBuffer slots = ByteBuffer.wrap(bucket);
        for (int slot = 0; slot < BUCKET; slot++) {
            if (!valid(bucket, slot * SLOT)) {
                return slot;
            }
            long written = slots.getLong(slot * SLOT + 2 * SHA);
            if (written < oldestTime) {
                oldestTime = written;
                oldest = slot;
            }
        }
        return oldest;
    }

    private static boolean valid(byte[] bucket, int at) {
        byte[] check = check(bucket, at);
        return Arrays.equals(bucket, at + CHECKED, at + SLOT, check, 0, check.length);
    }

    private static byte[] check(byte[] slots, int at) {
        MessageDigest digest = ContentDigest.sha256();
        digest.update(slots, at, CHECKED);
        return Arrays.copyOf(digest.digest(), SLOT - CHECKED);
    }

    private static byte[] key(Path path, FileStamp stamp) {
        String text = path.toAbsolutePath().normalize() + "\0" + stamp.bytes() + "\0" + stamp.modifiedNanos() + "\0"
                + stamp.changedNanos() + "\0" + stamp.inode();
        return ContentDigest.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long position(byte[] key) {
        int bucket = (ByteBuffer.wrap(key).getInt() & Integer.MAX_VALUE) % BUCKETS;
        return (long) bucket * BUCKET * SLOT;
    }

    private static byte[] bucket(FileChannel open, byte[] key) throws IOException {
        byte[] bucket = new byte[BUCKET * SLOT];
        ByteBuffer into = ByteBuffer.wrap(bucket);
        long position = position(key);
        while (into.hasRemaining()) {
            if (open.read(into, position + into.position()) < 0) {
                break;
            }
        }
        return bucket;
    }

    private @Nullable FileChannel open() {
        if (channel == null && file != null && !broken) {
            try {
                Path directory = file.toAbsolutePath().getParent();
                if (directory != null) {
                    Files.createDirectories(directory);
                }
                Set<OpenOption> options =
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                channel = FileChannel.open(
                        file, options, PrivateFiles.attributes(file).toArray(FileAttribute<?>[]::new));
            } catch (IOException | RuntimeException e) {
                giveUp(e);
            }
        }
        return broken ? null : channel;
    }

    private void giveUp(Exception why) {
        broken = true;
        close();
        LOG.log(Level.DEBUG, "Headwater does not remember digests in {0}: {1}", file, why);
    }

    /** Closes the file; the next call opens it again. */
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close {0}: {1}", file, e);
        }
        channel = null;
    }
}
