package dev.headwater.agent.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of source files that git does not track: they are as uncommitted as any other change. What is no source
 * code (checkpoints, logs, data that earlier runs left) is passed over: else no two runs would have the same code.
 */
final class UntrackedSources {

    private static final int MOST = 500;
    private static final long LARGEST = 1 << 20;
    private static final Set<String> CODE = Set.of(
            "py", "pyx", "ipynb", "java", "kt", "kts", "scala", "groovy", "clj", "sh", "bash", "c", "h", "cc", "cpp",
            "cxx", "hpp", "cu", "cuh", "rs", "go", "r", "jl", "lua", "js", "ts", "sql", "proto", "cfg", "toml");
    private static final Set<String> FOREIGN = Set.of("site-packages", "node_modules", "__pycache__", ".venv", "venv");

    private final Path root;
    private final DigestCache cache;
    private final Deque<String> left = new ArrayDeque<>();
    private final StringBuilder manifest = new StringBuilder();
    private final int beyond;
    private @Nullable ContentDigest digest;
    private String name = "";

    /**
     * @param root of the working copy
     * @param names relative paths, parted by NUL
     */
    UntrackedSources(Path root, String names, DigestCache cache) {
        this.root = root;
        this.cache = cache;
        int more = 0;
        for (String path : names.split("\0")) {
            if (isSource(path) && left.size() < MOST) {
                left.add(path);
            } else if (isSource(path)) {
                more++;
            }
        }
        beyond = more;
    }

    static boolean isSource(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/')
                && CODE.contains(path.substring(dot + 1))
                && Arrays.stream(path.split("/")).noneMatch(FOREIGN::contains);
    }

    /** @return true when {@link #manifest()} is complete */
    boolean advance() {
        try {
            if (digest == null) {
                String next = left.poll();
                if (next == null) {
                    return true;
                }
                name = next;
                Path path = root.resolve(name);
                if (Files.size(path) > LARGEST) {
                    line("larger-than-" + LARGEST, name);
                    return false;
                }
                digest = new ContentDigest(path, cache);
            }
            if (digest.advance()) {
                ContentDigest.Result result = digest.result();
                line(result == null || result.sha256() == null ? "unstable" : result.sha256(), name);
                digest = null;
            }
        } catch (IOException | RuntimeException e) {
            line("unreadable", name);
            digest = null;
        }
        return false;
    }

    private void line(String digestOrWhy, String path) {
        manifest.append(digestOrWhy)
                .append("  ")
                .append(path.replace('\n', ' '))
                .append('\n');
    }

    /** One line per file as {@code sha256sum} prints it, below a heading; empty when there is none. */
    byte[] manifest() {
        if (manifest.length() == 0) {
            return new byte[0];
        }
        String text =
                "# source files that are not tracked\n" + manifest + (beyond == 0 ? "" : "# and " + beyond + " more\n");
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
