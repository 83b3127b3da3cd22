package dev.headwater.agent.capture;

import static dev.headwater.agent.capture.Finishing.finish;
import static dev.headwater.agent.capture.Finishing.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.SourceCaptured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceProbeTest {

    private static final int LARGEST = 4_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Path repository;

    @BeforeEach
    void aRepository() throws IOException, InterruptedException {
        repository = Files.createDirectories(directory.resolve("repository"));
        run(repository, "git", "init", "-q", "-b", "trunk");
        run(repository, "git", "remote", "add", "mirror", "https://example.org/mirror.git");
        run(repository, "git", "remote", "add", "origin", "https://me:hunter2@example.org/repo.git");
        Files.writeString(repository.resolve("train.py"), "a\n");
        Files.writeString(repository.resolve(".gitignore"), "ignored/\n");
        run(repository, "git", "add", ".");
        run(
                repository,
                "git",
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.org",
                "commit",
                "-q",
                "-m",
                "first");
    }

    private record Said(SourceCaptured source, Optional<ArtifactLogged> diff) {}

    private Said look(Path where) {
        List<Object> said = new ArrayList<>();
        SourceProbe probe = probe(where, said);
        finish(probe);
        return said(said);
    }

    private SourceProbe probe(Path where, List<Object> said) {
        KeptDiffs kept = new KeptDiffs(directory.resolve("home/diffs"), LARGEST);
        return new SourceProbe(
                new SourceProbe.Subject(where, "train.py", kept, DigestCache.none()), () -> false, said::add);
    }

    private static Said said(List<Object> said) {
        SourceCaptured source = (SourceCaptured) said.get(said.size() - 1);
        assertThat(said.size()).isLessThanOrEqualTo(2);
        return new Said(source, said.size() == 1 ? Optional.empty() : Optional.of((ArtifactLogged) said.get(0)));
    }

    private static Path kept(Said said) {
        return Path.of(
                URI.create(Objects.requireNonNull(said.diff().orElseThrow().getUri())));
    }

    @Test
    void gitTellsRepositoryCommitBranchAndAuthor() throws IOException, InterruptedException {
        Said clean = look(repository);
        assertThat(clean.source().getRepository()).isEqualTo("https://example.org/repo.git");
        assertThat(clean.source().getCommit()).isEqualTo(run(repository, "git", "rev-parse", "HEAD"));
        assertThat(clean.source().getBranch()).isEqualTo("trunk");
        assertThat(clean.source().getAuthor()).isEqualTo("Ada <ada@example.org>");
        assertThat(clean.source().getEntryPoint()).isEqualTo("train.py");
        assertThat(clean.source().getDirty()).isFalse();
        assertThat(clean.source().getDiffSha256()).isNull();
        assertThat(clean.diff()).isEmpty();
    }

    @Test
    void theUncommittedDifferenceIsKeptForItsOwnerAndCanBeApplied() throws IOException, InterruptedException {
        Files.writeString(repository.resolve("train.py"), "b\n");
        Files.write(repository.resolve("weights.bin"), new byte[] {0, 1, 2, 3, 0});
        run(repository, "git", "add", "weights.bin");

        Said dirty = look(Files.createDirectories(repository.resolve("below")));

        assertThat(dirty.source().getDirty()).isTrue();
        ArtifactLogged diff = dirty.diff().orElseThrow();
        assertThat(diff.getDirection()).isEqualTo(ArtifactDirection.INPUT);
        assertThat(diff.getRole()).isEqualTo("diff");
        assertThat(diff.getSha256()).isEqualTo(dirty.source().getDiffSha256()).matches("[0-9a-f]{64}");
        assertThat(run(directory, "sha256sum", kept(dirty).toString())).startsWith(diff.getSha256());
        assertThat(diff.getBytes()).isEqualTo(Files.size(kept(dirty)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept(dirty))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("home/diffs"))))
                .isEqualTo("rwx------");

        run(repository, "git", "stash", "-q");
        run(repository, "git", "apply", kept(dirty).toString());
        assertThat(Files.readString(repository.resolve("train.py"))).isEqualTo("b\n");
        assertThat(Files.readAllBytes(repository.resolve("weights.bin"))).containsExactly(0, 1, 2, 3, 0);
    }

    @Test
    void theConfigurationOfTheUserTakesNothingFromTheDifference() throws IOException, InterruptedException {
        Files.writeString(repository.resolve("train.py"), "b\n");
        Path below = Files.createDirectories(repository.resolve("below"));
        Said plain = look(below);
        for (String setting : List.of("diff.relative", "diff.noprefix", "diff.mnemonicPrefix")) {
            run(repository, "git", "config", setting, "true");
            assertThat(look(below)).as(setting).isEqualTo(plain);
        }
        run(repository, "git", "checkout", "-q", "train.py");
        run(repository, "git", "apply", kept(plain).toString());
        assertThat(Files.readString(repository.resolve("train.py"))).isEqualTo("b\n");
    }

    @Test
    void theSameDifferenceHasTheSameDigestAndIsKeptOnce() throws IOException {
        Files.writeString(repository.resolve("train.py"), "b\n");
        Said first = look(repository);
        Said second = look(repository);
        assertThat(second).isEqualTo(first);
        try (var kept = Files.list(directory.resolve("home/diffs"))) {
            assertThat(kept).containsExactly(kept(first));
        }
    }

    @Test
    void ofADifferenceThatIsTooLargeDigestAndSizeAreSaid() throws IOException {
        Files.writeString(repository.resolve("train.py"), "b\n".repeat(LARGEST));
        ArtifactLogged diff = look(repository).diff().orElseThrow();
        assertThat(diff.getSha256()).matches("[0-9a-f]{64}");
        assertThat(diff.getBytes()).isGreaterThan(LARGEST);
        assertThat(diff.getUri()).isNull();
        assertThat(directory.resolve("home/diffs")).doesNotExist();
    }

    @Test
    void sourceFilesThatAreNotTrackedAreAChangeAndOtherFilesAreNone() throws IOException {
        Path below = Files.createDirectories(repository.resolve("ignored"));
        Files.writeString(below.resolve("x.py"), "ignored");
        Files.writeString(repository.resolve("checkpoint.bin"), "of an earlier run");
        Files.writeString(repository.resolve("metrics.json"), "{}");
        assertThat(look(repository).source().getDirty()).isFalse();

        Files.writeString(Files.createDirectories(repository.resolve("pkg")).resolve("new model.py"), "abc");
        Said dirty = look(Files.createDirectories(repository.resolve("elsewhere")));
        assertThat(dirty.source().getDirty()).isTrue();
        assertThat(Files.readString(kept(dirty)))
                .isEqualTo("# source files that are not tracked\n"
                        + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  pkg/new model.py\n");
        Files.writeString(repository.resolve("pkg/new model.py"), "abcd");
        assertThat(look(repository).source().getDiffSha256())
                .isNotEqualTo(dirty.source().getDiffSha256());
    }

    @Test
    void sourcesBelowInstalledPackagesAreNobodysChange() {
        assertThat(UntrackedSources.isSource("train.py")).isTrue();
        assertThat(UntrackedSources.isSource("env/lib/python3.11/site-packages/x/y.py"))
                .isFalse();
        assertThat(UntrackedSources.isSource("node_modules/x/y.js")).isFalse();
        assertThat(UntrackedSources.isSource("dir.py/data")).isFalse();
        assertThat(UntrackedSources.isSource("Makefile")).isFalse();
    }

    @Test
    void outsideARepositoryTheEntryPointIsSaid() throws IOException {
        Said said = look(Files.createDirectories(directory.resolve("plain")));
        assertThat(said.source().getCommit()).isNull();
        assertThat(said.source().getEntryPoint()).isEqualTo("train.py");
    }

    @Test
    void aRepositoryWithoutACommitHasItsBranchAndAddress() throws IOException, InterruptedException {
        Path fresh = Files.createDirectories(directory.resolve("fresh"));
        run(fresh, "git", "init", "-q", "-b", "trunk");
        run(fresh, "git", "remote", "add", "origin", "https://token@example.org/fresh.git");
        SourceCaptured source = look(fresh).source();
        assertThat(source.getCommit()).isNull();
        assertThat(source.getDirty()).isFalse();
        assertThat(source.getBranch()).isEqualTo("trunk");
        assertThat(source.getRepository()).isEqualTo("https://example.org/fresh.git");
    }

    @Test
    void whereGitCannotBeAskedTheFilesTell() throws IOException, InterruptedException {
        String commit = run(repository, "git", "rev-parse", "HEAD");
        GitFiles loose = GitFiles.above(repository.resolve("below")).orElseThrow();
        assertThat(loose.commit()).contains(commit);
        assertThat(loose.branch()).contains("trunk");
        assertThat(loose.origin()).contains("https://me:hunter2@example.org/repo.git");

        run(repository, "git", "pack-refs", "--all");
        assertThat(loose.commit()).contains(commit);
        run(
                repository,
                "git",
                "worktree",
                "add",
                "-q",
                "-b",
                "side",
                directory.resolve("linked").toString());
        GitFiles linked = GitFiles.above(directory.resolve("linked")).orElseThrow();
        assertThat(linked.commit()).contains(commit);
        assertThat(linked.branch()).contains("side");
        assertThat(linked.origin()).isPresent();
        run(repository, "git", "checkout", "-q", "--detach");
        assertThat(loose.commit()).contains(commit);
        assertThat(loose.branch()).isEmpty();
    }

    @Test
    void ofACopyWhoseDifferenceIsUnknownItIsSaidThatItMayDiffer() throws IOException, InterruptedException {
        // A damaged index: git knows the commit and cannot compare.
        Files.writeString(repository.resolve(".git/index"), "damaged");
        SourceCaptured source = look(repository).source();
        assertThat(source.getCommit()).isEqualTo(run(repository, "git", "rev-parse", "HEAD"));
        assertThat(source.getDirty()).isTrue();
        assertThat(source.getDiffSha256()).isNull();
    }

    @Test
    void aProbeThatIsAbandonedSaysTheCommitAllTheSame() throws IOException, InterruptedException {
        List<Object> said = new ArrayList<>();
        SourceProbe probe = probe(repository, said);
        probe.advance();
        probe.abandon();
        assertThat(said(said).source().getCommit()).isEqualTo(run(repository, "git", "rev-parse", "HEAD"));
        assertThat(said(said).source().getDirty()).isTrue();
    }

    @Test
    void nothingIsWrittenIntoTheRepository() throws IOException, InterruptedException {
        Files.writeString(repository.resolve("train.py"), "b\n");
        String before = run(repository, "sh", "-c", "find . -printf '%p %T@ %s\\n' | sort");
        look(repository);
        assertThat(run(repository, "sh", "-c", "find . -printf '%p %T@ %s\\n' | sort"))
                .isEqualTo(before);
    }
}
