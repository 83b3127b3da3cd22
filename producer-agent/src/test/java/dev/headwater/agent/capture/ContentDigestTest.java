package dev.headwater.agent.capture;

import static dev.headwater.agent.capture.Finishing.digest;
import static dev.headwater.agent.capture.Finishing.finish;
import static dev.headwater.agent.capture.Finishing.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ContentDigestTest {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private String shaOfLines(String lines) throws IOException {
        return String.valueOf(digest(Files.writeString(directory.resolve("lines"), lines), DigestCache.none())
                .sha256());
    }

    @Test
    void aFileHasTheDigestOfItsBytes() throws IOException {
        assertThat(digest(Files.writeString(directory.resolve("a"), "abc"), DigestCache.none()))
                .isEqualTo(new ContentDigest.Result(OF_ABC, 3, false));
        assertThat(digest(Files.writeString(directory.resolve("a"), ""), DigestCache.none()))
                .isEqualTo(new ContentDigest.Result(OF_NOTHING, 0, false));
    }

    @Test
    void aDirectoryHasTheDigestOfItsManifest() throws IOException {
        Path one = directory.resolve("one");
        for (String name : List.of("a/b", "a-b", "a.b", "ab", "b", "a/c/d", "A", "ä")) {
            Path file = one.resolve(name);
            Files.createDirectories(file.getParent() == null ? one : file.getParent());
            Files.writeString(file, name.equals("b") ? "" : "abc");
        }
        String manifest = "";
        for (String name : List.of("A", "a-b", "a.b", "a/b", "a/c/d", "ab", "b", "ä")) {
            manifest += (name.equals("b") ? OF_NOTHING : OF_ABC) + "  " + name + "\n";
        }
        assertThat(digest(one, DigestCache.none()))
                .isEqualTo(new ContentDigest.Result(shaOfLines(manifest), 21, false));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherProgramComputesTheSameManifest() throws IOException, InterruptedException {
        Path one = Files.createDirectories(directory.resolve("one"));
        for (int i = 0; i < 700; i++) {
            Path file = one.resolve((i % 7) + "/" + (i % 3 == 0 ? "." : "") + "file " + i);
            Files.createDirectories(one.resolve(String.valueOf(i % 7)));
            Files.writeString(file, "content " + i);
        }
        Files.writeString(one.resolve("-c 'it\"s"), "odd");
        Files.createSymbolicLink(one.resolve("link"), Files.writeString(directory.resolve("target"), "abc"));
        Files.createSymbolicLink(one.resolve("other"), Files.createDirectories(directory.resolve("elsewhere")));
        String command = "find . -xtype f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0r sha256sum -- | sha256sum";
        assertThat(Files.readString(Path.of("..", "docs", "capture.md"))).contains(command);
        String expected = run(one, "sh", "-c", command).substring(0, 64);
        assertThat(digest(one, DigestCache.none()).sha256()).isEqualTo(expected);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linksToFilesAreFilesAndLinksToDirectoriesAreNotFollowed() throws IOException {
        Path one = Files.createDirectories(directory.resolve("one"));
        Files.createSymbolicLink(one.resolve("link"), Files.writeString(directory.resolve("target"), "abc"));
        Files.createSymbolicLink(one.resolve("loop"), one);
        Files.createSymbolicLink(one.resolve("itself"), one.resolve("itself"));
        Files.createSymbolicLink(one.resolve("nowhere"), directory.resolve("missing"));
        assertThat(digest(one, DigestCache.none()).sha256()).isEqualTo(shaOfLines(OF_ABC + "  link\n"));
        assertThat(digest(Files.createSymbolicLink(directory.resolve("of"), one), DigestCache.none())
                        .sha256())
                .isEqualTo(shaOfLines(OF_ABC + "  link\n"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatHasNoEndIsNotRead() throws IOException, InterruptedException {
        Path one = Files.createDirectories(directory.resolve("one"));
        run(directory, "mkfifo", "pipe", "one/pipe");
        Files.writeString(one.resolve("file"), "abc");
        assertThat(digest(one, DigestCache.none()).sha256()).isEqualTo(shaOfLines(OF_ABC + "  file\n"));
        for (String endless : List.of(directory.resolve("pipe").toString(), "/dev/zero", "/dev/stdin", "/proc/kmsg")) {
            assertThatThrownBy(() -> new ContentDigest(Path.of(endless)))
                    .as(endless)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> new ContentDigest(directory.resolve("missing")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatCannotBeReadHasNoDigest() throws IOException {
        Path file = Files.writeString(directory.resolve("gone"), "abc");
        List<Object> said = new ArrayList<>();
        DigestProbe probe = new DigestProbe(file, result -> said.add(String.valueOf(result)));
        Files.delete(file);
        finish(probe);
        assertThat(said).containsExactly("null");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDirectoryWithAFileThatMayNotBeReadHasNoDigest() throws IOException {
        Path one = Files.createDirectories(directory.resolve("one"));
        Files.writeString(one.resolve("a"), "abc");
        // Root may read everything; a link into the kernel's tree is refused to root as well.
        Files.createSymbolicLink(one.resolve("b"), Path.of("/proc/self/status"));
        assertThatThrownBy(() -> digest(one, DigestCache.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(one.resolve("b").toString());
    }

    @Test
    void directoriesAreWalkedWithinBounds() throws IOException {
        Path one = directory.resolve("one");
        for (int i = 0; i < 20; i++) {
            Files.writeString(Files.createDirectories(one.resolve("d" + i % 4)).resolve("f" + i), "");
        }
        assertThatThrownBy(() -> digestWithin(one, new DirectoryWalk.Bounds(9, 9, 19)))
                .hasMessageContaining("more than 19 files");
        assertThatThrownBy(() -> digestWithin(one, new DirectoryWalk.Bounds(9, 4, 99)))
                .hasMessageContaining("more than 4 entries");
        assertThatThrownBy(() -> digestWithin(one, new DirectoryWalk.Bounds(1, 9, 99)))
                .hasMessageContaining("deeper than 1");
        digestWithin(one, new DirectoryWalk.Bounds(2, 5, 20));
    }

    private static void digestWithin(Path path, DirectoryWalk.Bounds bounds) throws IOException {
        ContentDigest digest = new ContentDigest(path, DigestCache.none(), bounds);
        try {
            while (!digest.advance()) {
                // A little more.
            }
        } finally {
            digest.close();
        }
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsNoticedAndHasAnEnd() throws IOException {
        Path file = Files.write(directory.resolve("a"), new byte[1 << 20]);
        ContentDigest digest = new ContentDigest(file);
        while (!digest.advance()) {
            Files.write(file, new byte[1 << 20], StandardOpenOption.APPEND);
        }
        assertThat(digest.result()).isEqualTo(new ContentDigest.Result(null, 1 << 20, true));
    }

    @Test
    void aFileThatShrinksAndAFileThatIsReplacedAreNoticed() throws IOException {
        for (boolean replace : new boolean[] {true, false}) {
            Path file = Files.write(directory.resolve("a"), new byte[1 << 20]);
            ContentDigest digest = new ContentDigest(file);
            assertThat(digest.advance()).isFalse();
            if (replace) {
                Files.move(
                        Files.write(directory.resolve("b"), new byte[1 << 20]),
                        file,
                        StandardCopyOption.REPLACE_EXISTING);
            } else {
                try (RandomAccessFile shorter = new RandomAccessFile(file.toFile(), "rw")) {
                    shorter.setLength(10);
                }
            }
            while (!digest.advance()) {
                // A little more.
            }
            assertThat(digest.result()).isEqualTo(new ContentDigest.Result(null, 1 << 20, true));
        }
    }

    @Test
    void aDirectoryThatGetsAFileWhileItIsReadIsNoticed() throws IOException {
        Path one = Files.createDirectories(directory.resolve("one"));
        Files.write(one.resolve("a"), new byte[1 << 20]);
        ContentDigest digest = new ContentDigest(one);
        int steps = 0;
        while (!digest.advance()) {
            if (steps++ == 3) {
                Files.writeString(one.resolve("b"), "");
            }
        }
        assertThat(digest.result()).isEqualTo(new ContentDigest.Result(null, 1 << 20, true));
    }

    @Test
    void whatChangedIsReadAgainWhenItIsQuiet() throws IOException {
        Path file = Files.write(directory.resolve("a"), new byte[1 << 20]);
        List<ContentDigest.Result> said = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        DigestProbe probe = new DigestProbe(
                file, DigestCache.none(), result -> said.add(Objects.requireNonNull(result)), clock::get);
        assertThat(probe.advance()).isEqualTo(Probe.Progress.MORE);
        Files.writeString(file, "abc");
        while (probe.advance() == Probe.Progress.MORE) {
            // Until it is noticed.
        }
        assertThat(probe.advance()).isEqualTo(Probe.Progress.WAITING);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1_100));
        finish(probe);
        assertThat(said).containsExactly(new ContentDigest.Result(OF_ABC, 3, false));
    }

    @Test
    void whatNeverIsQuietIsSaidToBeUnstable() throws IOException {
        Path file = Files.write(directory.resolve("a"), new byte[1 << 20]);
        List<ContentDigest.Result> said = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        DigestProbe probe = new DigestProbe(
                file, DigestCache.none(), result -> said.add(Objects.requireNonNull(result)), clock::get);
        int rounds = 0;
        while (probe.advance() != Probe.Progress.DONE) {
            Files.write(file, new byte[(1 << 20) + ++rounds]);
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        }
        assertThat(said).singleElement().satisfies(result -> {
            assertThat(result.sha256()).isNull();
            assertThat(result.unstable()).isTrue();
        });
        // Three times four slices, and twice ten seconds of waiting.
        assertThat(rounds).isLessThan(100);
    }

    @Test
    void aProbeThatIsAbandonedWhileItWaitsKnowsThatTheFileChanged() throws IOException {
        Path file = Files.write(directory.resolve("a"), new byte[1 << 20]);
        List<ContentDigest.Result> said = new ArrayList<>();
        DigestProbe probe = new DigestProbe(file, result -> said.add(Objects.requireNonNull(result)));
        probe.advance();
        Files.writeString(file, "abc");
        while (probe.advance() == Probe.Progress.MORE) {
            // Until it is noticed.
        }
        probe.abandon();
        assertThat(said).containsExactly(new ContentDigest.Result(null, 1 << 20, true));
    }

    /** As fast as the tool that everybody has, but for a factor that is the JVM's; the better of three, for the machine is busy. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void hashingIsAboutAsFastAsSha256sum() throws IOException, InterruptedException {
        Path file = directory.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(256L << 20);
        }
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
        long ours = Long.MAX_VALUE;
        long theirs = Long.MAX_VALUE;
        String sha256 = "";
        String expected = "";
        for (int i = 0; i < 3; i++) {
            long begun = System.nanoTime();
            sha256 = String.valueOf(digest(file, DigestCache.none()).sha256());
            ours = Math.min(ours, System.nanoTime() - begun);
            begun = System.nanoTime();
            expected = run(directory, "sha256sum", "large").substring(0, 64);
            theirs = Math.min(theirs, System.nanoTime() - begun);
        }
        System.getLogger("test")
                .log(
                        System.Logger.Level.INFO,
                        "256 MiB: ours {0} ms, sha256sum {1} ms",
                        ours / 1_000_000,
                        theirs / 1_000_000);
        assertThat(sha256).isEqualTo(expected);
        assertThat(ours).isLessThan(3 * theirs);
    }
}
