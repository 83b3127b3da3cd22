package dev.headwater.launcher.prov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.launcher.CommandInProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Path dictionary = write("a.json", "{" + PREFIX + ", 'hadDictionaryMember': {}}");

        assertThat(check(dictionary, folder, folder.resolve("none.json"))).isEqualTo(2);

        assertThat(headwater.err().lines())
                .containsExactly(
                        "headwater: " + dictionary
                                + ": /hadDictionaryMember: is not supported: Headwater reads the statements"
                                + " of PROV-DM",
                        "headwater: " + folder + ": is no file; prefixes may come last, so it must be read twice",
                        "headwater: " + folder.resolve("none.json") + ": no such file");
        assertThat(headwater.out()).isEmpty();
    }
}
