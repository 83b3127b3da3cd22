package dev.headwater.agent.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** What several tests of capture do. */
final class Finishing {

    private Finishing() {}

    /** Advances a probe as the collector does, until it is done. */
    static void finish(Probe probe) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> {
                    Probe.Progress progress = probe.advance();
                    while (progress == Probe.Progress.MORE) {
                        progress = probe.advance();
                    }
                    return progress == Probe.Progress.DONE;
                });
    }

    static ContentDigest.Result digest(Path path, DigestCache cache) throws IOException {
        ContentDigest digest = new ContentDigest(path, cache);
        while (!digest.advance()) {
            // A little more.
        }
        ContentDigest.Result result = digest.result();
        digest.close();
        if (result == null) {
            throw new AssertionError("no result of " + path);
        }
        return result;
    }

    /** Runs a command to its end. */
    static String run(Path where, String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile("capture-test", ".out");
        Process process = new ProcessBuilder(words)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String text = Files.readString(output).strip();
        Files.delete(output);
        if (status != 0) {
            throw new AssertionError(String.join(" ", words) + " ended with " + status + ": " + text);
        }
        return text;
    }

    /** An executable shell script. */
    static Path script(Path path, String text) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(path, "#!/bin/sh\n" + text);
        if (!path.toFile().setExecutable(true)) {
            throw new AssertionError("cannot make executable: " + path);
        }
        return path;
    }
}
