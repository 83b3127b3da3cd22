package dev.headwater.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system of 64 MiB that can be filled to its last byte.
 *
 * @param folder where it is mounted
 */
record SmallDisk(Path folder) implements AutoCloseable {

    /** The test is skipped where this user may not mount. */
    static SmallDisk mount(Path folder) throws InterruptedException {
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder.toString()),
                "this user may not mount a small disk to fill");
        return new SmallDisk(folder);
    }

    void fill() throws IOException {
        byte[] block = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(folder).getUsableSpace()).isZero();
        }
    }

    void makeRoom() throws IOException {
        Files.delete(filler());
    }

    /** Lets go of it even while something holds it open. */
    @Override
    public void close() throws InterruptedException {
        assertThat(succeeds("umount", "-l", folder.toString())).isTrue();
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
