package dev.headwater.agent.capture;

import static dev.headwater.agent.capture.Finishing.digest;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DigestCacheTest {

    private static final String SHA = "ab".repeat(32);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    /** A minute from now: what the test writes is old enough to be remembered. */
    private final Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

    private DigestCache cache() {
        return DigestCache.at(directory.resolve("home/digests"), later);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toRealPath();
    }

    /** Plants a digest that is not that of the content: whoever reads the file finds another one. */
    private Path planted(DigestCache cache) throws IOException {
        Path file = file("a", "abc");
        cache.add(file, FileStamp.of(file), SHA, later.millis() * 1_000_000);
        return file;
    }

    @Test
    void aFileThatIsKnownIsNotReadAgainEvenByTheNextProcess() throws IOException {
        Path file = planted(cache());
        assertThat(digest(file, cache()).sha256()).isEqualTo(SHA);
    }

    @Test
    void aGigabyteThatIsKnownIsFoundInATimeInWhichNobodyReadsIt() throws IOException {
        Path large = directory.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        ContentDigest.Result cold = digest(directory.resolve("large"), cache());
        long begun = System.nanoTime();
        ContentDigest.Result warm = digest(directory.resolve("large"), cache());
        assertThat(System.nanoTime() - begun).isLessThan(Duration.ofMillis(200).toNanos());
        assertThat(warm).isEqualTo(cold);
    }

    @Test
    void everyFileOfADirectoryIsRemembered() throws IOException {
        Path one = Files.createDirectories(directory.resolve("one"));
        for (int i = 0; i < 50; i++) {
            Files.writeString(one.resolve("f" + i), "content " + i);
        }
        DigestCache cache = cache();
        ContentDigest.Result cold = digest(one, cache);
        assertThat(digest(one, cache)).isEqualTo(cold);
        for (int i = 0; i < 50; i++) {
            Path file = one.resolve("f" + i).toRealPath();
            assertThat(cache.find(file, FileStamp.of(file))).isPresent();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatChangedInAnyWayIsReadAgain() throws IOException {
        DigestCache cache = cache();
        Path file = planted(cache);
        FileTime then = Files.getLastModifiedTime(file);
        Files.writeString(file, "xyz");
        // Same size, same inode, and the old time of modification restored: the time of the inode gives it away.
        Files.setLastModifiedTime(file, then);
        assertThat(digest(file, cache).sha256()).isNotEqualTo(SHA);
        Path other = planted(cache);
        Files.move(file("b", "xyz"), other, StandardCopyOption.REPLACE_EXISTING);
        assertThat(digest(other, cache).sha256()).isNotEqualTo(SHA);
    }

    @Test
    void aFileThatChangedAMomentAgoIsNotRemembered() throws IOException {
        DigestCache now = DigestCache.at(directory.resolve("home/digests"), Clock.systemUTC());
        Path file = file("a", "abc");
        digest(file, now);
        assertThat(now.find(file, FileStamp.of(file))).isEmpty();
        DigestCache past = DigestCache.at(
                directory.resolve("home/digests"), Clock.fixed(Instant.ofEpochSecond(1), ZoneOffset.UTC));
        digest(file, past);
        assertThat(past.find(file, FileStamp.of(file))).isEmpty();
    }

    @Test
    void whatIsCorruptedIsNotBelieved() throws IOException {
        Path file = planted(cache());
        Path table = directory.resolve("home/digests");
        byte[] bytes = Files.readAllBytes(table);
        int slot = 0;
        while (bytes[slot] == 0) {
            slot++;
        }
        slot -= slot % 80;
        for (int at : new int[] {32, 50, 63, 64, 72, 79}) {
            byte[] torn = bytes.clone();
            torn[slot + at] ^= 0x10;
            Files.write(table, torn);
            assertThat(digest(file, cache()).sha256()).as("byte %d", at).isNotEqualTo(SHA);
        }
        byte[] noise = new byte[bytes.length];
        new Random(1).nextBytes(noise);
        Files.write(table, noise);
        assertThat(digest(file, cache()).sha256()).isNotEqualTo(SHA);
        Files.write(table, new byte[] {1, 2, 3});
        assertThat(digest(file, cache()).sha256()).isNotEqualTo(SHA);
        assertThat(digest(planted(cache()), cache()).sha256()).isEqualTo(SHA);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onlyTheOwnerMayReadIt() throws IOException {
        planted(cache());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("home/digests"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whereItCannotBeItIsDoneWithout() throws IOException {
        Path file = file("a", "abc");
        DigestCache none = DigestCache.at(file.resolve("below-a-file/digests"), later);
        assertThat(digest(file, none).bytes()).isEqualTo(3);
        assertThat(none.find(file, FileStamp.of(file))).isEmpty();
    }

    @Test
    void manyWritersAtOnceNeverMakeItLie() throws IOException {
        Path file = file("a", "abc");
        FileStamp real = FileStamp.of(file);
        CompletableFuture<?>[] writers = new CompletableFuture<?>[4];
        for (int w = 0; w < writers.length; w++) {
            int writer = w;
            writers[w] = CompletableFuture.runAsync(() -> {
                DigestCache cache = cache();
                for (int i = 0; i < 5_000; i++) {
                    // Few stamps, so that they fight for the same slots; the digest says which stamp it is of.
                    FileStamp stamp = new FileStamp(i % 100, real.modifiedNanos(), real.changedNanos(), "x");
                    cache.find(file, stamp).ifPresent(found -> assertThat(found).isEqualTo(ofStamp(stamp)));
                    cache.add(file, stamp, ofStamp(stamp), later.millis() * 1_000_000 + writer);
                }
                cache.close();
            });
        }
        CompletableFuture.allOf(writers).join();
        int known = 0;
        for (int i = 0; i < 100; i++) {
            known += cache().find(file, new FileStamp(i, real.modifiedNanos(), real.changedNanos(), "x"))
                            .isPresent()
                    ? 1
                    : 0;
        }
        assertThat(known).isEqualTo(100);
    }

    private static String ofStamp(FileStamp stamp) {
        return String.format("%064x", stamp.bytes());
    }

    @Test
    void itsSizeIsBounded() throws IOException {
        Path file = file("a", "abc");
        FileStamp real = FileStamp.of(file);
        DigestCache cache = cache();
        for (int i = 0; i < 20_000; i++) {
            cache.add(file, new FileStamp(i, real.modifiedNanos(), real.changedNanos(), "x"), SHA, Long.MAX_VALUE);
        }
        assertThat(Files.size(directory.resolve("home/digests"))).isLessThanOrEqualTo(20L << 20);
    }
}
