package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run captures by itself, read from the bytes of its journal: no broker is there to take them. */
class CaptureTest {

    private static final String SECRET = "hunter2hunter2";
    private static final String TOKEN = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private String journal() {
        try (Stream<Path> files = Files.walk(directory.resolve("home/journal"))) {
            return files.filter(Files::isRegularFile).map(CaptureTest::text).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void git(String... words) throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(words)).toList())
                .directory(directory.resolve("code").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(git.waitFor()).as(String.join(" ", words)).isZero();
    }

    @Test
    void aWrappedProcessIsDescribedAndNoSecretReachesTheJournal() throws IOException, InterruptedException {
        Path code = Files.createDirectories(directory.resolve("code"));
        git("init", "-q", "-b", "trunk");
        git("remote", "add", "origin", "https://me:" + SECRET + "@example.org/repo.git");
        Files.writeString(code.resolve("train.py"), "import time\n");
        git("add", ".");
        git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "first");
        Files.writeString(code.resolve("train.py"), "password = '" + SECRET + "'\n");
        Path data = Files.writeString(directory.resolve("token=" + TOKEN), "abc");
        Path python = Files.writeString(
                Files.createDirectories(directory.resolve("bin")).resolve("python"),
                "#!/bin/sh\nprintf 'python\\tCPython\\t3.12.0\\t/x\\npackage\\tnumpy\\t2.1.0\\ncomplete\\n'\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of(
                "PATH",
                python.getParent() + ":/usr/bin:/bin",
                "SLURM_JOB_ID",
                "4711",
                "PYTHONHASHSEED",
                "0",
                "PYTHONPATH",
                "/x?password=" + SECRET,
                "DB_PASSWORD",
                SECRET);
        CollectorOptions options = CollectorOptions.builder(environment)
                .home(directory.resolve("home"))
                .closeWait(Duration.ofMillis(100))
                .build();
        Process sleeping = new ProcessBuilder("sleep", "300").start();
        try (Collector collector = Collector.open(options)) {
            Run run = collector
                    .experiment("e")
                    .processId(sleeping.pid())
                    .workingDirectory(code)
                    .commandLine(List.of("python", "train.py", "--api-key=" + SECRET, "--password", SECRET, TOKEN))
                    .param("db_password", SECRET)
                    .param("pin.password", 31337133731L)
                    .param("url", "postgres://u:" + SECRET + "@db/x")
                    .tag("note", "use " + TOKEN)
                    .start();
            run.dataset(TOKEN, "train", data);
            run.dataset("remote", "train", URI.create("https://u:" + SECRET + "@h/x?X-Amz-Signature=" + SECRET));
            run.output(data);
            run.fail(new IllegalStateException("cannot log in with password=" + SECRET));
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> journal().contains("python.package.numpy")
                            && journal().contains("uncommitted.diff"));
            run.close();
        } finally {
            sleeping.destroyForcibly();
        }

        String journal = journal();
        assertThat(journal)
                .contains("train.py", "trunk", "Ada <ada@example.org>", "https://example.org/repo.git")
                .contains("python.version", "2.1.0", "env.PYTHONHASHSEED", "slurm.job_id", "4711", "cpu.count")
                .contains("IllegalStateException", "cannot log in with password=[redacted]")
                .contains("postgres://db/x", "https://h/x", "[redacted]")
                .doesNotContain(SECRET)
                .doesNotContain(TOKEN)
                .doesNotContain("DB_PASSWORD");
        try (Stream<Path> kept = Files.list(directory.resolve("home/diffs"))) {
            // The difference itself stays at home, readable by its owner only.
            assertThat(kept)
                    .singleElement()
                    .satisfies(diff -> assertThat(Files.readString(diff)).contains(SECRET));
        }
    }

    @Test
    void theNextRunsOfAProcessSayTheSameEnvironmentWithoutLookingAgain() {
        CollectorOptions options = CollectorOptions.builder(Map.of())
                .home(directory.resolve("home"))
                .closeWait(Duration.ofMillis(100))
                .build();
        try (Collector collector = Collector.open(options)) {
            Run first = collector.experiment("e").start();
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> journal().contains("java.classpath.sha256"));
            Run second = collector.experiment("e").start();
            assertThat(journal().split("java.classpath.sha256", -1)).hasSize(3);
            first.close();
            second.close();
        }
    }
}
