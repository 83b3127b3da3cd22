package dev.headwater.launcher.run.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        assertThat(OutputScan.of(pattern).found()).as("nothing is in it yet").isEmpty();
        Files.writeString(folder.resolve("export/x"), "x");

        assertThat(OutputScan.of(pattern).found().values())
                .singleElement()
                .extracting(OutputScan.Found::directory)
                .isEqualTo(true);
    }

    @Test
    void seesAChangeAnywhereInADirectory() throws IOException {
        OutputPattern pattern = OutputPattern.of("", "out/checkpoint-500", folder);
        Signature before =
                OutputScan.of(pattern).found().values().iterator().next().signature();
        Files.writeString(folder.resolve("out/checkpoint-500/deep/optimizer.bin"), "longer than before");

        assertThat(OutputScan.of(pattern).found().values().iterator().next().signature())
                .isNotEqualTo(before);
    }

    @Test
    void followsALinkToADirectory() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("out"));

        assertThat(OutputScan.of(OutputPattern.of("", "link/", folder)).found().keySet())
                .contains(folder.resolve("out/d.pt"));
    }

    @Test
    void goesOnBehindALinkToNothing() throws IOException {
        for (String name : List.of("0", "last", "zz")) {
            Files.createSymbolicLink(folder.resolve("out/" + name + ".pt"), folder.resolve("gone-" + name));
            Files.createSymbolicLink(folder.resolve("out/checkpoint-500/" + name), folder.resolve("gone-" + name));
        }

        OutputScan.Seen seen = OutputScan.of(OutputPattern.of("", "out/", folder));

        assertThat(seen.found().keySet())
                .containsExactlyInAnyOrder(
                        folder.resolve("out/d.pt"),
                        folder.resolve("out/sub/e.pt"),
                        folder.resolve("out/checkpoint-500"));
        assertThat(seen.complete()).as("there is nothing behind such a link").isTrue();
    }

    @Test
    void goesOnBehindWhatCannotBeReadAndSaysThatItHasNotSeenAll() throws IOException {
        Files.createSymbolicLink(folder.resolve("out/0.pt"), folder.resolve("out/0.pt"));
        Files.createSymbolicLink(folder.resolve("out/zz.pt"), folder.resolve("out/zz.pt"));

        OutputScan.Seen seen = OutputScan.of(OutputPattern.of("", "out/", folder));

        assertThat(seen.found()).hasSize(3);
        assertThat(seen.complete()).isFalse();
    }

    @Test
    void saysThatItHasNotSeenAllOfTooManyFiles() {
        OutputPattern pattern = OutputPattern.of("", "**/*.pt", folder);

        assertThat(OutputScan.of(pattern, 2).complete()).isFalse();
        assertThat(OutputScan.of(pattern).complete()).isTrue();
    }

    @Test
    void hasSeenAllOfWhatIsNotThere() {
        assertThat(OutputScan.of(OutputPattern.of("", "none/*.pt", folder)))
                .isEqualTo(new OutputScan.Seen(Map.of(), true));
    }

    private List<String> found(String text) {
        return found("", text);
    }

    private List<String> found(String role, String text) {
        return OutputScan.of(OutputPattern.of(role, text, folder)).found().keySet().stream()
                .map(path -> folder.relativize(path).toString())
                .toList();
    }
}
