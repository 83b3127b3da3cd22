package dev.headwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.SourceCaptured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static void run(Path where, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
    }

    private static void finish(Probe probe) {
        Awaitility.await().until(() -> {
            Probe.Progress progress = probe.advance();
            while (progress == Probe.Progress.MORE) {
                progress = probe.advance();
            }
            return progress == Probe.Progress.DONE;
        });
    }

    private SourceCaptured source() {
        List<SourceCaptured> said = new ArrayList<>();
        finish(new SourceProbe(directory, "Main", said::add));
        assertThat(said).hasSize(1);
        return said.get(0);
    }

    @Test
    void gitTellsRepositoryCommitBranchAuthorAndChanges() throws IOException, InterruptedException {
        run(directory, "git", "init", "-q", "-b", "trunk");
        run(directory, "git", "remote", "add", "origin", "https://me:hunter2@example.org/repo.git");
        Files.writeString(directory.resolve("train.py"), "a\n");
        run(directory, "git", "add", ".");
        run(directory, "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "first");

        SourceCaptured clean = source();
        assertThat(clean.getRepository()).isEqualTo("https://example.org/repo.git");
        assertThat(clean.getCommit()).matches("[0-9a-f]{40}");
        assertThat(clean.getBranch()).isEqualTo("trunk");
        assertThat(clean.getAuthor()).isEqualTo("Ada <ada@example.org>");
        assertThat(clean.getEntryPoint()).isEqualTo("Main");
        assertThat(clean.getDirty()).isFalse();
        assertThat(clean.getDiffSha256()).isNull();

        Files.writeString(directory.resolve("train.py"), "b\n");
        SourceCaptured changed = source();
        assertThat(changed.getDirty()).isTrue();
        assertThat(changed.getDiffSha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void outsideARepositoryTheEntryPointIsSaid() {
        SourceCaptured source = source();
        assertThat(source.getCommit()).isNull();
        assertThat(source.getEntryPoint()).isEqualTo("Main");
    }

    @Test
    void theEnvironmentOfAnotherProgramSaysNothingOfThisJvm() {
        List<EnvironmentCaptured> said = new ArrayList<>();
        finish(new EnvironmentProbe(Path.of("/proc"), false, said::add));
        assertThat(said)
                .singleElement()
                .satisfies(environment -> assertThat(environment.getFacts())
                        .containsKeys("os.name", "cpu.count")
                        .allSatisfy((fact, value) -> assertThat(fact).doesNotStartWith("java.")));
    }

    @Test
    void theEnvironmentHasItsFactsAndADigestOverThoseThatDecide() {
        List<EnvironmentCaptured> said = new ArrayList<>();
        finish(new EnvironmentProbe(Path.of("/proc"), true, said::add));
        Map<String, Object> facts = said.get(0).getFacts();
        assertThat(facts)
                .containsKeys(
                        "os.name", "os.version", "os.arch", "cpu.count", "java.version", "java.vm", "java.vendor");
        assertThat(facts.get("java.classpath.sha256")).asString().matches("[0-9a-f]{64}");

        Map<String, Object> other = new TreeMap<>(facts);
        other.put("memory.bytes", 1L);
        assertThat(EnvironmentProbe.digest(other)).isEqualTo(said.get(0).getSha256());
        other.put("java.version", "1.0");
        assertThat(EnvironmentProbe.digest(other)).isNotEqualTo(said.get(0).getSha256());
    }

    @Test
    void aDirectoryHasTheDigestOfItsManifest() throws IOException {
        Path one = Files.createDirectories(directory.resolve("one/sub"));
        Files.writeString(one.resolve("b"), "abc");
        Files.writeString(one.resolveSibling("a"), "");
        ContentDigest digest = new ContentDigest(directory.resolve("one"));
        Awaitility.await().until(digest::advance);
        ContentDigest manifest = new ContentDigest(Files.writeString(
                directory.resolve("manifest"),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n"
                        + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  sub/b\n"));
        Awaitility.await().until(manifest::advance);

        ContentDigest.Result found = Objects.requireNonNull(digest.result());
        assertThat(found.sha256())
                .isEqualTo(Objects.requireNonNull(manifest.result()).sha256());
        assertThat(found.bytes()).isEqualTo(3);
    }

    @Test
    void ranksAreReadFromAnyLauncher() {
        assertThat(RankIdentity.of(Map.of())).isEqualTo(new RankIdentity(0, 1));
        assertThat(RankIdentity.of(Map.of("RANK", "3", "WORLD_SIZE", "8"))).isEqualTo(new RankIdentity(3, 8));
        assertThat(RankIdentity.of(Map.of("SLURM_PROCID", "1", "SLURM_NTASKS", "2")))
                .isEqualTo(new RankIdentity(1, 2));
        assertThat(RankIdentity.of(Map.of("OMPI_COMM_WORLD_RANK", "5", "RANK", "x")))
                .isEqualTo(new RankIdentity(5, 6));
    }
}
