package dev.headwater.agent.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out the digest of each entry of a class path, and one over all in their order. */
final class ClassPathProbe implements Probe {

    private static final Logger LOG = System.getLogger("dev.headwater.agent");
    /** Entries that are named one by one; those beyond are in the digest over all. */
    private static final int MOST_NAMED = 500;

    private final Deque<Path> left;
    private final DigestCache cache;
    private final Facts facts;
    private final MessageDigest all = ContentDigest.sha256();
    private final Map<String, Integer> names = new HashMap<>();
    private @Nullable Path entry;
    private @Nullable ContentDigest digest;

    ClassPathProbe(List<Path> classPath, DigestCache cache, Facts facts) {
        this.left = new ArrayDeque<>(classPath);
        this.cache = cache;
        this.facts = facts;
    }

    @Override
    public Progress advance() {
        try {
            if (digest == null) {
                entry = left.poll();
                if (entry == null) {
                    facts.decide("java.classpath.sha256", ContentDigest.hex(all));
                    return Progress.DONE;
                }
                if (!Files.exists(entry)) {
                    return Progress.MORE;
                }
                digest = new ContentDigest(entry, cache);
            }
            if (digest.advance() && digest.result() != null && entry != null) {
                found(entry, String.valueOf(digest.result().sha256()));
                digest = null;
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not digest an entry of the class path: {0}", e);
            digest = null;
        }
        return Progress.MORE;
    }

    private void found(Path path, String sha256) {
        all.update(sha256.getBytes(StandardCharsets.US_ASCII));
        String name = EntryPoint.fileName(path.toString());
        int times = names.merge(name, 1, Integer::sum);
        if (names.size() <= MOST_NAMED) {
            facts.decide("java.classpath." + name + (times > 1 ? "#" + times : ""), sha256);
        }
    }

    @Override
    public void abandon() {
        facts.decide("java.classpath.sha256", "unknown: the run was over before all of it was read");
        try {
            if (digest != null) {
                digest.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close {0}: {1}", entry, e);
        }
    }
}
