package dev.headwater.agent.capture;

import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the digest of each entry of a class path, and one over all in their order. Of {@code directory/*} the entries
 * are the jars in it, by name. What has no digest is in the one over all by what is wrong with it.
 */
final class ClassPathProbe implements Probe {

    private static final Logger LOG = new LateLogger();
    /** Entries that are named one by one; those beyond are in the digest over all. */
    private static final int MOST_NAMED = 500;

    private final Path directory;
    private final Deque<String> left;
    private final DigestCache cache;
    private final Facts facts;
    private final MessageDigest all = ContentDigest.sha256();
    private final Map<String, Integer> names = new HashMap<>();
    private String entry = "";
    private @Nullable ContentDigest digest;

    /** @param directory that the entries are relative to */
    ClassPathProbe(Path directory, List<String> classPath, DigestCache cache, Facts facts) {
        this.directory = directory;
        this.left = new ArrayDeque<>(classPath);
        this.cache = cache;
        this.facts = facts;
    }

    @Override
    public Progress advance() {
        try {
            if (digest == null) {
                String next = left.poll();
                if (next == null) {
                    facts.decide("java.classpath.sha256", ContentDigest.hex(all));
                    return Progress.DONE;
                }
                entry = next;
                Path path = directory.resolve(entry);
                if (entry.equals("*") || entry.endsWith("/*")) {
                    expand(entry.substring(0, entry.length() - 1));
                    return Progress.MORE;
                }
                if (!Files.exists(path)) {
                    return Progress.MORE;
                }
                digest = new ContentDigest(path, cache);
            }
            if (digest.advance() && digest.result() != null) {
                String sha256 = digest.result().sha256();
                digest = null;
                found(entry, sha256 == null ? "unstable" : sha256);
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not digest {0} of the class path: {1}", entry, e);
            close();
            found(entry, "unreadable");
        }
        return Progress.MORE;
    }

    /** As the launcher does, which takes no other files, and nothing from the directories below. */
    private void expand(String within) throws IOException {
        Path listed = directory.resolve(within);
        if (!Files.isDirectory(listed)) {
            return;
        }
        List<String> jars = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(listed)) {
            for (Path path : names) {
                if (path.toString().endsWith(".jar") || path.toString().endsWith(".JAR")) {
                    jars.add(within + EntryPoint.fileName(path.toString()));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        jars.sort(Comparator.reverseOrder());
        jars.forEach(left::addFirst);
    }

    /** @param sha256 or the word that says why there is none */
    private void found(String path, String sha256) {
        all.update(sha256.getBytes(StandardCharsets.US_ASCII));
        String name = EntryPoint.fileName(path);
        int times = names.merge(name, 1, Integer::sum);
        if (names.size() <= MOST_NAMED) {
            facts.decide("java.classpath." + name + (times > 1 ? "#" + times : ""), sha256);
        }
    }

    @Override
    public void abandon() {
        facts.decide("java.classpath.sha256", "unknown: the run was over before all of it was read");
        close();
    }

    private void close() {
        try {
            if (digest != null) {
                digest.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close {0}: {1}", entry, e);
        }
        digest = null;
    }
}
