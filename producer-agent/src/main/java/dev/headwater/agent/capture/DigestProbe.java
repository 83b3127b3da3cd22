package dev.headwater.agent.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the digest of a file or directory; of what cannot be read, that there is none. What changes while it is read
 * is read again when it has been quiet for a second, at most three times.
 */
public final class DigestProbe implements Probe {

    private static final Logger LOG = System.getLogger("dev.headwater.agent");
    private static final int ATTEMPTS = 3;
    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final long LONGEST_WAIT_NANOS = 10_000_000_000L;

    private final Path path;
    private final DigestCache cache;
    private final Consumer<ContentDigest.@Nullable Result> say;
    private final LongSupplier clock;
    private @Nullable ContentDigest digest;
    private int attempts;
    private ContentDigest.@Nullable Result changed;
    private @Nullable FileStamp last;
    private long quietSince;
    private long waitingSince;

    /** @param say told the digest, or null where there is none; on the probing thread */
    public DigestProbe(Path path, Consumer<ContentDigest.@Nullable Result> say) {
        this(path, DigestCache.none(), say);
    }

    /** @param say told the digest, or null where there is none; on the probing thread */
    public DigestProbe(Path path, DigestCache cache, Consumer<ContentDigest.@Nullable Result> say) {
        this(path, cache, say, System::nanoTime);
    }

    DigestProbe(Path path, DigestCache cache, Consumer<ContentDigest.@Nullable Result> say, LongSupplier clock) {
        this.path = path;
        this.cache = cache;
        this.say = say;
        this.clock = clock;
    }

    @Override
    public Progress advance() {
        try {
            if (changed != null && !quiet()) {
                return Progress.WAITING;
            }
            if (digest == null) {
                digest = new ContentDigest(path, cache);
                attempts++;
            }
            if (!digest.advance()) {
                return Progress.MORE;
            }
            ContentDigest.Result result = digest.result();
            if (result != null && result.unstable() && attempts < ATTEMPTS) {
                waitUntilQuiet(result);
                return Progress.WAITING;
            }
            if (result != null && result.unstable()) {
                LOG.log(
                        Level.WARNING,
                        "Headwater: {0} was written to each of the {1} times it was hashed: it is recorded without a"
                                + " digest, as unstable. Name it when it is complete.",
                        path,
                        attempts);
            }
            say.accept(result);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Headwater cannot hash {0} ({1}): it is recorded by its path only.", path, e);
            close();
            say.accept(null);
        }
        return Progress.DONE;
    }

    private void waitUntilQuiet(ContentDigest.Result result) throws IOException {
        changed = result;
        digest = null;
        waitingSince = clock.getAsLong();
        quietSince = waitingSince;
        last = FileStamp.of(path);
    }

    private boolean quiet() throws IOException {
        long now = clock.getAsLong();
        FileStamp stamp = FileStamp.of(path);
        if (!stamp.equals(last)) {
            last = stamp;
            quietSince = now;
        }
        boolean over = now - quietSince >= QUIET_NANOS || now - waitingSince >= LONGEST_WAIT_NANOS;
        if (over) {
            changed = null;
        }
        return over;
    }

    @Override
    public void abandon() {
        close();
        if (changed != null) {
            LOG.log(
                    Level.WARNING,
                    "Headwater: {0} was written to while it was hashed: it is recorded without a digest, as unstable.",
                    path);
            say.accept(changed);
            return;
        }
        LOG.log(
                Level.WARNING,
                "Headwater had no time left to hash {0}: it is recorded by its path only. Close the run some time before"
                        + " the process ends, or raise closeWait.",
                path);
        say.accept(null);
    }

    private void close() {
        try {
            if (digest != null) {
                digest.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close {0}: {1}", path, e);
        }
    }
}
