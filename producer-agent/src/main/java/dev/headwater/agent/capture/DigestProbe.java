package dev.headwater.agent.capture;

import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out the digest of a file or directory; of what cannot be read, that there is none. */
public final class DigestProbe implements Probe {

    private static final Logger LOG = new LateLogger();

    private final Path path;
    private final Consumer<ContentDigest.@Nullable Result> say;
    private @Nullable ContentDigest digest;

    /** @param say told the digest, or null where there is none; on the probing thread */
    public DigestProbe(Path path, Consumer<ContentDigest.@Nullable Result> say) {
        this.path = path;
        this.say = say;
    }

    @Override
    public Progress advance() {
        try {
            if (digest == null) {
                digest = new ContentDigest(path);
            }
            if (!digest.advance()) {
                return Progress.MORE;
            }
            say.accept(digest.result());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Headwater cannot hash {0} ({1}): it is recorded by its path only.", path, e);
            say.accept(null);
        }
        return Progress.DONE;
    }

    @Override
    public void abandon() {
        LOG.log(
                Level.WARNING,
                "Headwater had no time left to hash {0}: it is recorded by its path only. Close the run some time before"
                        + " the process ends, or raise closeWait.",
                path);
        try {
            if (digest != null) {
                digest.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close {0}: {1}", path, e);
        }
        say.accept(null);
    }
}
