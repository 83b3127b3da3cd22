package dev.headwater.sink.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementKey;
import dev.headwater.prov.StatementRecords;
import dev.headwater.prov.Value;
import dev.headwater.sink.Statements;
import dev.headwater.sink.prov.ProvJsonReader;
import dev.headwater.sink.prov.ProvJsonWriter;
import dev.headwater.sink.prov.TwoRuns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentImportTest {

    private final List<Statement> said = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();

    @Test
    void namesBecomeAbsoluteAndThoseInOurNamespacesGetOurPrefixes() throws IOException {
        read("""
                {'prefix': {'ex': 'http://example.org/', 'x': 'http://www.w3.org/2001/XMLSchema#',
                            'ours': 'https://headwater.dev/', 'default': 'urn:thing:'},
                 'entity': {'ex:a': {'ex:size': {'$': '2.5', 'type': 'x:double'}, 'prov:type': [{'$': 'ex:T', 'type': 'prov:QUALIFIED_NAME'}],
                                     'ex:when': {'$': '1', 'type': 'ex:day of week'}},
                            'b': {}, 'ours:id/data/12': {}},
                 'hadMember': {'_:m': {'prov:collection': 'b', 'prov:entity': 'ex:a'}}}""");

        assertThat(said)
                .extracting(Statement::id)
                .startsWith("http://example.org/a", "urn:thing:b", "data:12")
                .element(3)
                .asString()
                .startsWith("rel:");
        assertThat(said.get(0).types()).containsExactly("http://example.org/T");
        assertThat(said.get(0).attributes())
                .containsExactly(
                        new Attribute("http://example.org/size", Value.of(2.5)),
                        new Attribute(
                                "http://example.org/when",
                                new Value.Literal("1", "http://example.org/day%20of%20week")));
        assertThat(said.get(3).formals())
                .isEqualTo(Map.of(Formal.COLLECTION, "urn:thing:b", Formal.ENTITY, "http://example.org/a"));
    }

    @Test
    void whatIsRelativeOrBlankIsSoWithinTheDocument() throws IOException {
        read("{'prefix': {'p': 'prov-ml', 'c': 'C:/data/'}, 'entity': {'p:a': {}, '_:b': {}, 'c:d': {}}}");

        assertThat(said)
                .extracting(Statement::id)
                .containsExactly(
                        "https://headwater.dev/id/document/doc/prov-mla",
                        "https://headwater.dev/id/document/doc/_:b",
                        "https://headwater.dev/id/document/doc/C:/data/d");
    }

    @Test
    void aSchemeThatIsSpeltLikeAPrefixOfOursIsNotTakenForIt() throws IOException {
        read(
                "{'prefix': {'y': 'tag:yaml.org,2002:', 'run': 'http://example.org/run#'}, 'entity': {'y:int': {}, 'run:1': {}}}");

        assertThat(said)
                .extracting(Statement::id)
                .containsExactly("ref:tag%3Ayaml.org%2C2002%3Aint", "http://example.org/run#1");
    }

    @Test
    void relationsWithoutIdsAreTheSameOnlyIfTheySayTheSame() throws IOException {
        read("""
                {'prefix': {'ex': 'http://example.org/'},
                 'used': {'_:1': {'prov:activity': 'ex:a', 'prov:entity': 'ex:e'},
                          '_:2': {'prov:activity': 'ex:a', 'prov:entity': 'ex:e', 'prov:time': '2026-01-01T00:00:00'},
                          '_:3': {'prov:activity': 'ex:a', 'prov:entity': 'ex:e', 'ex:k': 1},
                          '_:4': {'prov:activity': 'ex:a', 'prov:entity': 'ex:e'}}}""");

        List<String> ids = said.stream().map(Statement::id).toList();
        assertThat(ids).hasSize(4).allMatch(id -> id.matches("rel:[0-9a-f]{32}"));
        assertThat(ids.get(3)).isEqualTo(ids.get(0));
        assertThat(ids.subList(0, 3)).doesNotHaveDuplicates();
    }

    @Test
    void whatIsSaidTwiceOfAnIdIsOneStatementUnlessItContradicts() throws IOException {
        read("""
                {'prefix': {'ex': 'http://example.org/'},
                 'entity': {'ex:e': [{'ex:a': 1}, {'ex:a': 2, 'ex:b': 'x'}]},
                 'wasGeneratedBy': {'ex:g': [{'prov:entity': 'ex:e', 'prov:time': '2026-01-01T00:00:00'},
                                             {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'},
                                             {'prov:entity': 'ex:e', 'prov:time': '2027-01-01T00:00:00'}]}}""");

        assertThat(said.get(0).attributes())
                .extracting(
                        attribute -> attribute.local() + "=" + attribute.value().lexical())
                .containsExactly("//example.org/a=1", "//example.org/a=2", "//example.org/b=x");
        assertThat(said.subList(1, said.size()))
                .satisfiesExactlyInAnyOrder(
                        first -> {
                            assertThat(first.id()).isEqualTo("http://example.org/g");
                            assertThat(first.formal(Formal.TIME)).isEqualTo("2026-01-01T00:00:00");
                            assertThat(first.formal(Formal.ACTIVITY)).isEqualTo("http://example.org/a");
                        },
                        other -> {
                            assertThat(other.id()).startsWith("rel:");
                            assertThat(other.formal(Formal.TIME)).isEqualTo("2027-01-01T00:00:00");
                        });
    }

    @Test
    void whatLacksAnEndIsNamedAndTheRestIsSaid() throws IOException {
        read("""
                {'prefix': {'ex': 'http://example.org/'}, 'entity': {'ex:e': {}},
                 'wasGeneratedBy': {'ex:g': {'prov:activity': 'ex:a'}},
                 'wasDerivedFrom': {'_:d': {}}}""");

        assertThat(incomplete)
                .containsExactly(
                        "wasGeneratedBy ex:g has no prov:entity",
                        "wasDerivedFrom _:d has no prov:generatedEntity and prov:usedEntity");
        assertThat(said).extracting(Statement::id).containsExactly("http://example.org/e");
    }

    @Test
    void eachBundleIsAnEntityAndSaysItsStatementsItself() throws IOException {
        read("""
                {'prefix': {'ex': 'http://example.org/'},
                 'entity': {'ex:b': {'ex:by': 'me'}},
                 'bundle': {'ex:b': {'entity': {'ex:e': {}}},
                            'ex:c': {'prefix': {'ex': 'http://example.com/'}, 'entity': {'ex:e': {}}}}}""");

        assertThat(said)
                .extracting(statement -> statement.runId() + " " + statement.id() + " " + statement.types())
                .containsExactlyInAnyOrder(
                        "doc http://example.org/b [prov:Bundle]",
                        "doc http://example.org/c [prov:Bundle]",
                        "doc/http://example.org/b http://example.org/e []",
                        "doc/http://example.org/c http://example.com/e []");
    }

    @Test
    void aRunThatWasExportedFlatSaysAgainWhatItSaid() throws IOException {
        List<Statement> run = TwoRuns.of(TwoRuns.A);

        read(document(run));

        assertThat(byKey(said)).isEqualTo(byKey(run));
    }

    @Test
    void runsThatWereExportedAsBundlesSayAgainWhatTheySaid() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProvJsonWriter writer = new ProvJsonWriter(bytes)) {
            for (String run : List.of(TwoRuns.A, TwoRuns.B)) {
                writer.write(Statement.entity("record:" + run)
                        .type("mlp:RunRecord", "prov:Bundle")
                        .build());
            }
            for (String run : List.of(TwoRuns.A, TwoRuns.B)) {
                writer.beginBundle("record:" + run, Map.of());
                for (Statement statement : sorted(TwoRuns.of(run))) {
                    writer.write(statement);
                }
                writer.endBundle();
            }
        }

        read(bytes.toString(StandardCharsets.UTF_8));

        assertThat(byKey(said)).isEqualTo(byKey(TwoRuns.statements()));
    }

    @Test
    void aBarInTheNameOfABundleLeavesItsSpeakerLegible() throws IOException {
        read("""
                {'prefix': {'ex': 'http://example.org/'},
                 'bundle': {'ex:a|entity|b': {'entity': {'ex:e': {}}}, 'ex:a': {'entity': {'ex:e': {}}}}}""");

        assertThat(said).extracting(Statement::key).doesNotHaveDuplicates();
        assertThat(said)
                .allSatisfy(statement ->
                        assertThat(StatementKey.parse(statement.key())).contains(statement.statementKey()));
        assertThat(said).extracting(Statement::runId).contains("doc/http://example.org/a|entity|b");
    }

    @Test
    void whoeverIsToldToSpeakSpeaksForRunsToo() throws IOException {
        DocumentImport.read(input(document(TwoRuns.of(TwoRuns.A))), "doc", false, said::add);

        assertThat(said).extracting(Statement::runId).containsOnly("doc");
    }

    @Test
    void everyStatementHasAFormAsARecord() throws IOException {
        read(document(TwoRuns.of(TwoRuns.B)));

        assertThat(said)
                .allSatisfy(statement -> assertThat(StatementRecords.fromRecord(StatementRecords.toRecord(statement)))
                        .isEqualTo(statement));
    }

    private static String document(List<Statement> statements) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProvJsonWriter writer = new ProvJsonWriter(bytes)) {
            for (Statement statement : sorted(statements)) {
                writer.write(statement);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<Statement> sorted(List<Statement> statements) {
        return statements.stream().sorted(Comparator.comparing(Statement::kind)).toList();
    }

    private static Map<String, Statement> byKey(List<Statement> statements) {
        return statements.stream().collect(Collectors.toMap(Statement::key, Statements::canonical));
    }

    private static ProvJsonReader.Input input(String document) {
        return () -> new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }

    private void read(String document) throws IOException {
        DocumentImport.read(
                input(document.startsWith("{'") ? document.replace('\'', '"') : document),
                "doc",
                true,
                new DocumentImport.Listener() {
                    @Override
                    public void said(Statement statement) {
                        said.add(statement);
                    }

                    @Override
                    public void incomplete(Incomplete statement) {
                        incomplete.add(statement.toString());
                    }
                });
    }
}
