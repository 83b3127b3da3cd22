package dev.headwater.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

    @TempDir
    Path folder;

    @Test
    void countsBlankLinesButDoesNotReadThem() throws IOException {
        Path file = Files.writeString(
                folder.resolve("m.jsonl"),
                "{\"csv\": \"a.csv\", \"step\": \"s\"}\n\n{\"csv\": \"/b.csv\", \"step\": \"s\"}\n");

        Manifest manifest = Manifest.read(file);

        assertThat(manifest.lines()).extracting(Manifest.Line::number).containsExactly(1L, 3L);
        assertThat(manifest.plan(manifest.lines().get(0)).csv()).isEqualTo(folder.resolve("a.csv"));
        assertThat(manifest.plan(manifest.lines().get(1)).csv()).isEqualTo(Path.of("/b.csv"));
    }

    @Test
    void namesAFileThatIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("m.jsonl"), new byte[] {'{', (byte) 0xe9, '}', '\n'});

        assertThatThrownBy(() -> Manifest.read(file)).hasMessage(file + ": is not UTF-8");
        assertThatThrownBy(() -> ReplayPlan.readParams(file)).hasMessage(file + ": is not UTF-8");
    }

    @Test
    void refusesAFileWithoutRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("m.jsonl"), "\n");

        assertThatThrownBy(() -> Manifest.read(file)).hasMessageContaining("names no run");
    }
}
