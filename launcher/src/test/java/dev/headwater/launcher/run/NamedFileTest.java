package dev.headwater.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFileTest {

    @Test
    void takesTheWordBeforeTheColonForTheRole() {
        assertThat(NamedFile.of("Train:data/digits.csv")).isEqualTo(new NamedFile("train", Path.of("data/digits.csv")));
    }

    @Test
    void takesAPathWithoutRole() {
        assertThat(NamedFile.of("data/digits.csv")).isEqualTo(new NamedFile("", Path.of("data/digits.csv")));
        assertThat(NamedFile.of("data/a:b")).isEqualTo(new NamedFile("", Path.of("data/a:b")));
    }

    @Test
    void prefersAFileThatExistsToARole(@TempDir Path folder) throws IOException {
        Path odd = Files.createFile(folder.resolve("a:b"));

        assertThat(NamedFile.of(odd.toString()).role()).isEmpty();
    }
}
