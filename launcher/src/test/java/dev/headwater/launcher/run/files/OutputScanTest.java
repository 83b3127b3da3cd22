package dev.headwater.launcher.run.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputScanTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = temporary.toRealPath();
        for (String file : List.of(
                "a.pt",
                "b.txt",
                "c.pt.tmp",
                "out/d.pt",
                "out/sub/e.pt",
                "out/checkpoint-500/model.bin",
                "out/checkpoint-500/deep/optimizer.bin",
                "out/tmp-checkpoint-600/model.bin",
                "out/.git/f.pt")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
    }

    @Test
    void findsOneFile() {
        assertThat(found("a.pt")).containsExactly("a.pt");
        assertThat(found("none.pt")).isEmpty();
        // Who names a file like this means it.
        assertThat(found("c.pt.tmp")).containsExactly("c.pt.tmp");
    }

    @Test
    void findsWhatMatches() {
        assertThat(found("*.pt")).containsExactly("a.pt");
        assertThat(found("**/*.pt")).containsExactlyInAnyOrder("a.pt", "out/d.pt", "out/sub/e.pt");
        assertThat(found("out/*/*.pt")).containsExactly("out/sub/e.pt");
        assertThat(found("out/check*")).containsExactly("out/checkpoint-500");
        assertThat(found("out/check*/")).containsExactly("out/checkpoint-500");
        assertThat(found(folder + "/{a,b}.*")).containsExactlyInAnyOrder("a.pt", "b.txt");
    }

    @Test
    void findsTheFilesOfADirectoryAndTakesACheckpointsDirectoryForOne() {
        List<String> all = List.of("out/d.pt", "out/sub/e.pt", "out/checkpoint-500");
        assertThat(found("out")).containsExactlyInAnyOrderElementsOf(all);
        assertThat(found("out/")).containsExactlyInAnyOrderElementsOf(all);
        assertThat(found("out/**")).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void takesADirectoryThatIsNamedForACheckpointOrAModelAsAWhole() {
        assertThat(found("out/checkpoint-500")).containsExactly("out/checkpoint-500");
        assertThat(found("model", "out/sub")).containsExactly("out/sub");
    }

    @Test
    void takesADirectoryThatAppearsAsAWhole() throws IOException {
        OutputPattern pattern = OutputPattern.of("", "export", folder);
        Files.createDirectories(folder.resolve("export"));
        assertThat(OutputScan.of(pattern)).as("nothing is in it yet").isEmpty();
        Files.writeString(folder.resolve("export/x"), "x");

        assertThat(OutputScan.of(pattern).values())
                .singleElement()
                .extracting(OutputScan.Found::directory)
                .isEqualTo(true);
    }

    @Test
    void seesAChangeAnywhereInADirectory() throws IOException {
        OutputPattern pattern = OutputPattern.of("", "out/checkpoint-500", folder);
        Signature before = OutputScan.of(pattern).values().iterator().next().signature();
        Files.writeString(folder.resolve("out/checkpoint-500/deep/optimizer.bin"), "longer than before");

        assertThat(OutputScan.of(pattern).values().iterator().next().signature())
                .isNotEqualTo(before);
    }

    @Test
    void followsALinkToADirectory() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("out"));

        assertThat(OutputScan.of(OutputPattern.of("", "link/", folder)).keySet())
                .contains(folder.resolve("out/d.pt"));
    }

    private List<String> found(String text) {
        return found("", text);
    }

    private List<String> found(String role, String text) {
        return OutputScan.of(OutputPattern.of(role, text, folder)).keySet().stream()
                .map(path -> folder.relativize(path).toString())
                .toList();
    }
}
