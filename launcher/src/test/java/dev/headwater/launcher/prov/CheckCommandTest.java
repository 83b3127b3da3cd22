package dev.headwater.launcher.prov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.launcher.CommandInProcess;
import dev.headwater.sink.document.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckCommandTest {

    private static final String PREFIX = "'prefix': {'ex': 'http://x/'}";
    private static final String CIRCLE = "{" + PREFIX + ", 'bundle': {'ex:run': {'wasDerivedFrom': {'_:d':"
            + " {'prov:generatedEntity': 'ex:e', 'prov:usedEntity': 'ex:e'}}}}}";

    @TempDir
    Path folder = Path.of("");

    private final CommandInProcess headwater = new CommandInProcess();

    private int check(Object... arguments) {
        return headwater.run(
                Stream.concat(Stream.of("prov", "check"), Stream.of(arguments)).toArray());
    }

    private Path write(String name, String document) throws IOException {
        return Files.writeString(folder.resolve(name), document.replace('\'', '"'));
    }

    @Test
    void passesADocumentThatCanBe() throws IOException {
        Path document = write("a.json", "{" + PREFIX + ", 'entity': {'ex:e': {}}}");

        assertThat(check(document)).isZero();

        assertThat(headwater.out().lines()).containsExactly("checked 1 document of 1: 1 statement, 0 violations");
        assertThat(headwater.err()).isEmpty();
    }

    @Test
    void namesConstraintBundleAndIds() throws IOException {
        Path document = write("a.json", CIRCLE);

        assertThat(check(document)).isEqualTo(1);

        assertThat(headwater.out().lines())
                .containsExactly(
                        document
                                + ": bundle ex:run: 42 derivation-generation-generation-ordering: generation of ex:e is"
                                + " before generation of ex:e",
                        "checked 1 document of 1: 1 statement, 1 violation");
    }

    @Test
    void saysWhereADocumentIsMalformedAndChecksTheNext() throws IOException {
        Path broken = write("a.json", "{" + PREFIX + ", 'entity': {'ex:e': 1}}");
        Path circle = write("b.json", CIRCLE);

        assertThat(check(broken, circle)).isEqualTo(1);

        assertThat(headwater.out().lines())
                .contains(
                        broken + ": malformed: /entity/ex:e: a statement must be an object of attributes, not a number")
                .contains("checked 2 documents of 2: 1 statement, 2 violations");
    }

    @Test
    void answersOneObjectALine() throws IOException {
        Path document = write("a.json", CIRCLE);
        Path broken = write("b.json", "[]");

        assertThat(check("--json", document, broken)).isEqualTo(1);

        assertThat(headwater.out().lines())
                .containsExactly(
                        "{\"file\":\"" + document + "\",\"constraint\":\"derivation-generation-generation-ordering\","
                                + "\"number\":42,\"bundle\":\"ex:run\",\"ids\":[\"ex:e\"],"
                                + "\"what\":\"generation of ex:e is before generation of ex:e\"}",
                        "{\"file\":\"" + broken + "\",\"constraint\":\"malformed\",\"pointer\":\"\","
                                + "\"what\":\"the document: must be an object, not an array\"}");
    }

    @Test
    void cannotCheckWhatItCannotRead() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path dictionary = write("a.json", "{" + PREFIX + ", 'hadDictionaryMember': {}}");

        assertThat(check(dictionary, empty, folder.resolve("none.json"))).isEqualTo(2);

        assertThat(headwater.err().lines())
                .containsExactly(
                        "headwater: " + dictionary
                                + ": /hadDictionaryMember: is not supported: Headwater reads the statements"
                                + " of PROV-DM",
                        "headwater: " + empty + ": has no file that ends in .json, .json.gz or .json.zst",
                        "headwater: " + folder.resolve("none.json") + ": no such file");
        assertThat(headwater.out()).isEmpty();
    }

    @Test
    void checksEveryDocumentOfAFolderCompressedOrNot() throws IOException {
        Path plain = write("a.json", CIRCLE);
        Files.write(folder.resolve("b.json.gz"), compressed(Compression.GZIP, plain));
        Files.write(folder.resolve("c.json.zst"), compressed(Compression.ZSTD, plain));
        write("d.txt", "no document");

        assertThat(check(folder)).isEqualTo(1);

        assertThat(headwater.out().lines())
                .anyMatch(line -> line.startsWith(folder.resolve("c.json.zst") + ": bundle ex:run: 42 "))
                .contains("checked 3 documents of 3: 3 statements, 3 violations");
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void saysOfACompressedDocumentThatItIsCutOff(Compression compression) throws IOException {
        byte[] whole = compressed(compression, write("a.json", CIRCLE));
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 10));

        assertThat(check(cut)).isEqualTo(2);

        assertThat(headwater.err())
                .isEqualToNormalizingNewlines("headwater: " + cut + ": is cut off: its "
                        + compression.name().toLowerCase(Locale.ROOT)
                        + " data ends too early; copy or make it again\n");
        assertThat(headwater.out()).isEmpty();
    }

    private static byte[] compressed(Compression compression, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(bytes)) {
            Files.copy(file, out);
        }
        return bytes.toByteArray();
    }
}
