package dev.headwater.launcher.run.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {

    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsWhatThisProcessWrites() throws IOException {
        Path written = folder.toRealPath().resolve("written");
        Path read = Files.createFile(folder.toRealPath().resolve("read"));
        OpenFiles files = new OpenFiles(Path.of("/proc"));
        try (OutputStream out = Files.newOutputStream(written);
                InputStream in = Files.newInputStream(read)) {
            assertThat(files.writtenBy(List.of(SELF)).orElseThrow())
                    .contains(written)
                    .doesNotContain(read);
            out.write(in.read());
        }

        assertThat(files.writtenBy(List.of(SELF)).orElseThrow()).doesNotContain(written);
    }

    @Test
    void doesNotKnowWhereTheSystemDoesNotTell() {
        assertThat(new OpenFiles(folder).writtenBy(List.of(SELF))).isEmpty();
    }
}
