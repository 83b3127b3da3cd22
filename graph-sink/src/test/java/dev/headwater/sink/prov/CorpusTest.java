package dev.headwater.sink.prov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headwater.judges.panel.Judges;
import dev.headwater.judges.panel.Verdict;
import dev.headwater.sink.prov.ProvJsonException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that others wrote, from the tests of Python's reader and from the suite of all implementations. */
class CorpusTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void documentsOfPythonsReaderAreReadAndSayTheSameWhenWritten() throws IOException, InterruptedException {
        List<Path> documents = Corpus.documents("python-prov/json");

        judge(copies(documents), 135);
    }

    @Test
    void documentsOfTheSuiteAreReadAndSayTheSameUnlessOfDictionaries() throws IOException, InterruptedException {
        List<Path> documents = Corpus.documents("prov-suite");

        Map<Path, Path> copies = copies(documents);

        assertThat(documents).hasSize(158);
        judge(copies, 138);
    }

    @Test
    void malformedDocumentsAreRefusedWithThePlace() throws IOException {
        Map<String, String> places = new LinkedHashMap<>();
        for (Path document : Corpus.documents("python-prov/malformed")) {
            assertThatExceptionOfType(ProvJsonException.class)
                    .isThrownBy(() -> DocumentContent.of(() -> Files.newInputStream(document)))
                    .satisfies(failure -> {
                        assertThat(failure.fault()).isEqualTo(Fault.MALFORMED);
                        places.put(document.getFileName().toString(), failure.pointer());
                    });
        }

        assertThat(places)
                .hasSize(10)
                .containsEntry("bad_bundle_shape.json", "/bundle")
                .containsEntry("bad_prefix_map.json", "/prefix")
                .containsEntry("bad_record_content.json", "/entity/ex:e1")
                .containsEntry("bad_record_shape.json", "/entity")
                .containsEntry("bad_typed_literal.json", "/entity/ex:e1/ex:attr")
                .containsEntry("empty.json", "")
                .containsEntry("not_json.json", "")
                .containsEntry("top_level_list.json", "")
                .containsEntry("top_level_scalar.json", "")
                .containsEntry("unknown_record_type.json", "/notarealtype");
    }

    /** @return copy by original; of dictionaries there is none */
    private Map<Path, Path> copies(List<Path> documents) throws IOException {
        Map<Path, Path> copies = new LinkedHashMap<>();
        for (Path document : documents) {
            Path copy = folder.resolve(copies.size() + ".json");
            try {
                DocumentCopy.copy(() -> Files.newInputStream(document), Files.newOutputStream(copy));
            } catch (ProvJsonException e) {
                assertThat(e.fault()).as("%s: %s", document, e.getMessage()).isEqualTo(Fault.UNSUPPORTED);
                assertThat(e.pointer()).as(document.toString()).containsPattern("(?i)dict|InsertionFrom|RemovalFrom");
                continue;
            }
            assertThat(DocumentContent.of(() -> Files.newInputStream(copy)))
                    .as(document.toString())
                    .isEqualTo(DocumentContent.of(() -> Files.newInputStream(document)));
            copies.put(document, copy);
        }
        return copies;
    }

    private static void judge(Map<Path, Path> copies, int expected) throws IOException, InterruptedException {
        assertThat(copies).hasSize(expected);
        Verdict verdict =
                Judges.of(Path.of(System.getProperty("headwater.root", ".."))).same(copies);
        assumeTrue(verdict.outcome() != Verdict.Outcome.SKIPPED, verdict.detail());
        assertThat(verdict.outcome()).as(verdict.detail()).isEqualTo(Verdict.Outcome.ACCEPTED);
        assertThat(verdict.detail()).isEqualTo(Integer.toString(expected));
    }
}
