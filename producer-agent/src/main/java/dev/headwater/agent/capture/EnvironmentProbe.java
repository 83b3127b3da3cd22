package dev.headwater.agent.capture;

import dev.headwater.agent.logging.LateLogger;
import dev.headwater.event.EnvironmentCaptured;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the facts about machine and software that decide a result, and a digest over them. The content of the class
 * path is digested; kernel version and memory size are said but are not in the digest, for they decide nothing.
 */
public final class EnvironmentProbe implements Probe {

    private static final Logger LOG = new LateLogger();
    private static final Set<String> BESIDE = Set.of("os.version", "memory.bytes");

    private final Map<String, Object> facts = new TreeMap<>();
    private final Deque<Path> classPath = new ArrayDeque<>();
    private final MessageDigest classes = ContentDigest.sha256();
    private final Consumer<EnvironmentCaptured> say;
    private final Path proc;
    private final boolean thisJvm;
    private @Nullable ContentDigest entry;

    /**
     * @param proc the directory {@code /proc}
     * @param thisJvm whether the run executes in this JVM, so that its version and class path belong to it
     * @param say told once, on the probing thread
     */
    public EnvironmentProbe(Path proc, boolean thisJvm, Consumer<EnvironmentCaptured> say) {
        this.proc = proc;
        this.thisJvm = thisJvm;
        this.say = say;
        String path = thisJvm ? System.getProperty("java.class.path", "") : "";
        Arrays.stream(path.split(File.pathSeparator))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .forEach(classPath::add);
    }

    @Override
    public Progress advance() {
        try {
            if (entry == null) {
                Path next = classPath.poll();
                if (next == null) {
                    if (thisJvm) {
                        facts.put("java.classpath.sha256", ContentDigest.hex(classes));
                    }
                    finish();
                    return Progress.DONE;
                }
                if (!Files.exists(next)) {
                    return Progress.MORE;
                }
                entry = new ContentDigest(next);
            }
            if (entry.advance() && entry.result() != null) {
                classes.update(entry.result().sha256().getBytes(StandardCharsets.US_ASCII));
                entry = null;
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not digest an entry of the class path: {0}", e);
            entry = null;
        }
        return Progress.MORE;
    }

    @Override
    public void abandon() {
        finish();
    }

    private void finish() {
        properties("os.name", "os.version", "os.arch");
        if (thisJvm) {
            properties("java.version", "java.vendor");
            facts.put(
                    "java.vm",
                    System.getProperty("java.vm.name", "") + " " + System.getProperty("java.vm.version", ""));
        }
        facts.put("cpu.count", (long) Runtime.getRuntime().availableProcessors());
        line("cpuinfo", "model name").ifPresent(model -> facts.put("cpu.model", model));
        line("meminfo", "MemTotal")
                .map(text -> text.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .ifPresent(kibibytes -> facts.put("memory.bytes", Long.parseLong(kibibytes) * 1024));
        say.accept(EnvironmentCaptured.newBuilder()
                .setSha256(digest(facts))
                .setFacts(facts)
                .build());
    }

    private void properties(String... names) {
        for (String name : names) {
            facts.put(name, System.getProperty(name, "unknown"));
        }
    }

    private Optional<String> line(String file, String key) {
        try (Stream<String> lines = Files.lines(proc.resolve(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            // Not Linux: the fact is left out.
            return Optional.empty();
        }
    }

    /** Digest over one line {@code key, tab, type, tab, value} per fact that decides a result, in the order of the keys. */
    static String digest(Map<String, Object> facts) {
        MessageDigest digest = ContentDigest.sha256();
        new TreeMap<>(facts).forEach((key, value) -> {
            if (!BESIDE.contains(key)) {
                String line = key + "\t" + value.getClass().getSimpleName() + "\t" + value + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        });
        return ContentDigest.hex(digest);
    }
}
