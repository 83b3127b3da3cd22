package dev.headwater.launcher.prov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.launcher.CommandInProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyCommandTest {

    private static final String DOCUMENT = "{'entity': {'ex:e': {'ex:a': 1}}, 'prefix': {'ex': 'http://x/'}}";

    @TempDir
    Path folder = Path.of("");

    private final CommandInProcess headwater = new CommandInProcess();

    private Path write(String name, String document) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, document.replace('\'', '"'));
    }

    @Test
    void copiesADocument() throws IOException {
        Path in = write("in.json", DOCUMENT);
        Path copy = folder.resolve("copy.json");

        assertThat(headwater.run("prov", "copy", in, copy)).isZero();

        assertThat(headwater.out()).isEqualTo("wrote " + copy + ": 1 statement" + System.lineSeparator());
        assertThat(Files.readString(copy)).isEqualTo("""
                {
                "prefix": {
                "prov": "http://www.w3.org/ns/prov#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
                "ex": "http://x/"
                },
                "entity": {
                "ex:e": {"ex:a": [{"$": "1", "type": "xsd:int"}]}
                }
                }
                """);
    }

    @Test
    void namesTheBadOnesOfAFolderAndDoesTheRest() throws IOException {
        write("in/a.json", DOCUMENT);
        write("in/b.json", "{'entity': {'ex:e': {}}}");
        write("in/c.json", DOCUMENT);
        write("in/d.txt", "no document");
        Path copies = folder.resolve("copies");

        assertThat(headwater.run("prov", "copy", folder.resolve("in"), copies)).isEqualTo(1);

        assertThat(headwater.out()).contains("wrote 2 of 3 documents to " + copies + ": 2 statements");
        assertThat(headwater.err()).contains("b.json: /entity/ex:e: the prefix of \"ex:e\" is not declared");
        try (Stream<Path> files = Files.list(copies)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("a.json", "c.json");
        }
    }

    @Test
    void leavesNothingOfWhatCannotBeRead() throws IOException {
        Path in = write("in.json", "{'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {}}, 'mentionOf': {}}");

        assertThat(headwater.run("prov", "copy", in, folder.resolve("copy.json")))
                .isEqualTo(1);

        assertThat(headwater.err()).contains("in.json: /mentionOf: is not supported");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(in);
        }
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThat(headwater.run("prov", "copy", folder.resolve("none.json"), folder.resolve("copy.json")))
                .isEqualTo(1);

        assertThat(headwater.err()).contains("none.json: no such file");
    }

    @Test
    void readsAndWritesCompressedDocuments() throws IOException {
        Path in = write("in/a.json", DOCUMENT);

        assertThat(headwater.run("prov", "copy", in, folder.resolve("in/b.json.gz")))
                .isZero();
        assertThat(headwater.run("prov", "copy", folder.resolve("in/b.json.gz"), folder.resolve("in/c.json.zst")))
                .isZero();
        assertThat(headwater.run("prov", "copy", folder.resolve("in"), folder.resolve("out")))
                .isZero();
        assertThat(headwater.out()).contains("wrote 3 of 3 documents");
        assertThat(headwater.run("prov", "copy", folder.resolve("out/c.json.zst"), folder.resolve("c.json")))
                .isZero();

        assertThat(folder.resolve("out/b.json.gz")).hasSameBinaryContentAs(folder.resolve("in/b.json.gz"));
        assertThat(folder.resolve("c.json")).hasSameTextualContentAs(folder.resolve("out/a.json"));
    }
}
