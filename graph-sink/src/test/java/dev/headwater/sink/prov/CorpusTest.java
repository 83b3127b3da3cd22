package dev.headwater.sink.prov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headwater.judges.panel.Judges;
import dev.headwater.judges.panel.Verdict;
import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.sink.imports.DocumentImport;
import dev.headwater.sink.imports.Incomplete;
import dev.headwater.sink.prov.ProvJsonException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that others wrote, from the tests of Python's reader and from the suite of all implementations. */
class CorpusTest {

    /** Names that are not ours are absolute IRIs. */
    private static final Map<String, String> SCHEMES = schemes();

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

    @Test
    void theirStatementsSayTheSameWhenImported() throws IOException {
        int same = 0;
        for (Path document : Corpus.documents("python-prov/json")) {
            ProvJsonReader.Input input = () -> Files.newInputStream(document);
            List<Statement> said = new ArrayList<>();
            Set<String> left = new TreeSet<>();
            DocumentImport.read(input, "doc", true, new DocumentImport.Listener() {
                @Override
                public void said(Statement statement) {
                    said.add(StatementRecords.fromRecord(StatementRecords.toRecord(statement)));
                }

                @Override
                public void incomplete(Incomplete statement) {
                    left.add(statement.keyword());
                }
            });
            Map<String, Map<String, Integer>> original = DocumentContent.of(input);
            if (original.size() > 1 || !left.isEmpty() || document.toString().contains("scruffy")) {
                continue;
            }
            Path file = folder.resolve("imported.json");
            try (ProvJsonWriter writer = new ProvJsonWriter(Files.newOutputStream(file), SCHEMES)) {
                said.sort(Comparator.comparing(Statement::kind));
                for (Statement statement : said) {
                    writer.write(statement);
                }
            }
            assertThat(withoutIdsOfRelations(DocumentContent.of(() -> Files.newInputStream(file))))
                    .as(document.toString())
                    .isEqualTo(withoutIdsOfRelations(original));
            same++;
        }
        // The other 21 have bundles, repeated ids or relations without an end.
        assertThat(same).isEqualTo(114);
    }

    /** A relation without an id has one when it is imported. */
    private static Set<String> withoutIdsOfRelations(Map<String, Map<String, Integer>> content) {
        Set<String> statements = new TreeSet<>();
        content.values()
                .forEach(container -> container
                        .keySet()
                        .forEach(statement -> statements.add(
                                statement.matches("(ENTITY|ACTIVITY|AGENT) (?s:.*)")
                                        ? statement
                                        : statement.replaceFirst(" \\S*", ""))));
        return statements;
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

    private static Map<String, String> schemes() {
        Map<String, String> prefixes = new TreeMap<>(Namespaces.byPrefix());
        List.of("http", "https", "urn").forEach(scheme -> prefixes.put(scheme, scheme + ":"));
        return prefixes;
    }
}
