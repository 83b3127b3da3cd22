package dev.headwater.launcher.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.launcher.CommandInProcess;
import dev.headwater.sink.document.Compression;
import dev.headwater.sink.document.StoredDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportCommandTest {

    private static final String DOCUMENT = "{'entity': {'ex:e': {'ex:a': 1}}, 'prefix': {'ex': 'http://x/'}}";

    @TempDir
    Path folder = Path.of("");

    private final CommandInProcess headwater = new CommandInProcess();

    private Path write(String name, String document) throws IOException {
        return Files.writeString(folder.resolve(name), document.replace('\'', '"'));
    }

    @Test
    void countsWithoutKafkaWhatADocumentSays() throws IOException {
        assertThat(headwater.run("import", "--dry-run", write("a.json", DOCUMENT)))
                .isZero();

        assertThat(headwater.out())
                .containsPattern("would import .*a\\.json: 1 statement, said by document-[0-9a-f]{32}\n");
        assertThat(headwater.err()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aCompressedDocumentIsTheSameDocument(Compression compression) throws IOException {
        Path plain = write("a.json", DOCUMENT);
        Path other = folder.resolve("b");
        try (OutputStream stream = compression.compress(Files.newOutputStream(other))) {
            Files.copy(plain, stream);
        }

        String name = DocumentName.of(new StoredDocument(plain));

        assertThat(DocumentName.of(new StoredDocument(other))).isEqualTo(name);
        assertThat(headwater.run("import", "--dry-run", other)).isZero();
        assertThat(headwater.out()).contains("1 statement, said by " + name);
    }

    @Test
    void importsEachDocumentOfAFolder() throws IOException {
        write("a.json", DOCUMENT);
        write("b.json", DOCUMENT.replace("ex:e", "ex:other"));

        assertThat(headwater.run("import", "--dry-run", folder)).isZero();
        assertThat(headwater.out())
                .contains("would import " + folder.resolve("a.json"), folder.resolve("b.json") + ":");

        assertThat(headwater.run("import", "--dry-run", "--as", "them", folder)).isEqualTo(1);
        assertThat(headwater.err()).contains(folder + ": has several documents, and --as is for one");
    }

    @Test
    void whatCannotBeReadIsNamedWithThePlaceAndTheOthersGoOn() throws IOException {
        Path broken = write("broken.json", "{'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': null}}");
        Path dictionary = write("dictionary.json", "{'hadDictionaryMember': {}}");

        assertThat(headwater.run(
                        "import", "--dry-run", broken, dictionary, folder.resolve("none"), write("a.json", DOCUMENT)))
                .isEqualTo(1);

        assertThat(headwater.err())
                .contains("headwater: " + broken
                        + ": /entity/ex:e: a statement must be an object of attributes, not null\n")
                .contains(dictionary + ": /hadDictionaryMember: is not supported")
                .contains("none: no such file\n");
        assertThat(headwater.out()).containsOnlyOnce("would import").contains("a.json: 1 statement");
    }

    @Test
    @Timeout(60)
    void whatCannotBeReadTwiceIsRefusedAtOnce() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(headwater.run("import", "--dry-run", pipe, "/dev/null", "-")).isEqualTo(1);

        assertThat(headwater.err())
                .contains("headwater: " + pipe + ": a pipe or device cannot be read more than once")
                .contains("headwater: /dev/null: a pipe or device cannot be read more than once")
                .contains("headwater: -: standard input cannot be read more than once", "write it to a file");
    }

    @Test
    void whatTheGraphCannotHaveIsRefusedBeforeItIsSent() throws IOException {
        Path file = write("a.json", DOCUMENT.replace("ex:e", "ex:" + "e".repeat(2_000)));

        assertThat(headwater.run("import", "--dry-run", file)).isEqualTo(1);

        assertThat(headwater.err())
                .contains("a.json: the graph cannot have it: id has 2009 characters, more than the 2000");
    }

    @Test
    void aRelationThatLacksAnEndIsNamedAndLeftOut() throws IOException {
        Path file = write(
                "a.json",
                "{'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {}}, 'wasGeneratedBy': {'ex:g': {'prov:activity': 'ex:a'}}}");

        assertThat(headwater.run("import", "--dry-run", "--as", "them", "--json", file))
                .isEqualTo(1);

        assertThat(headwater.err()).contains("left out: wasGeneratedBy ex:g has no prov:entity");
        assertThat(headwater.out())
                .contains("\"statements\":1", "\"leftOut\":1", "\"saidBy\":\"them\"", "\"sent\":false");
    }

    @Test
    void oneNameIsForOneDocument() throws IOException {
        Path file = write("a.json", DOCUMENT);

        assertThat(headwater.run("import", "--dry-run", "--as", "them", file, file))
                .isEqualTo(2);
    }

    @Test
    void saysWhereKafkaDoesNotAnswer() throws IOException {
        assertThat(headwater.run("import", "--bootstrap", "127.0.0.1:1", write("a.json", DOCUMENT)))
                .isEqualTo(1);

        assertThat(headwater.err()).startsWith("headwater: Kafka at 127.0.0.1:1: Kafka does not answer in time");
    }
}
