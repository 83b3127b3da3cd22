package dev.headwater.sink.prov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import dev.headwater.sink.prov.ProvJsonException.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvJsonReaderTest {

    /** What a document says, each piece as a text. */
    private static final class Heard implements StatementHandler {
        private final List<String> order = new ArrayList<>();
        private final List<Statement> statements = new ArrayList<>();

        @Override
        public void document(Map<String, String> prefixes) {
            order.add("document " + prefixes.keySet());
        }

        @Override
        public void bundle(String id, Map<String, String> prefixes) {
            order.add("bundle " + id + " " + prefixes);
        }

        @Override
        public void endOfBundle() {
            order.add("end");
        }

        @Override
        public void statement(Statement statement) {
            order.add(statement.kind().keyword() + " " + statement.id());
            statements.add(statement);
        }
    }

    private static ProvJsonReader.Input input(String document) {
        return () -> new ByteArrayInputStream(document.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Heard read(String document) throws IOException {
        Heard heard = new Heard();
        ProvJsonReader.read(input(document), heard);
        return heard;
    }

    private static Statement only(String document) throws IOException {
        List<Statement> statements = read(document).statements;
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    private static List<Value> values(String json) throws IOException {
        return only("{'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {'ex:a': " + json + "}}}").attributes().stream()
                .map(Attribute::value)
                .toList();
    }

    @Test
    void prefixesMayComeLast() throws IOException {
        Heard heard = read("{'entity': {'ex:e': {'ex:a': {'$': 'ex:b', 'type': 'prov:QUALIFIED_NAME'}}},"
                + " 'prefix': {'ex': 'http://x/'}}");

        assertThat(heard.order).containsExactly("document [prov, xsd, ex]", "entity ex:e");
        assertThat(heard.statements.get(0).attributes()).containsExactly(new Attribute("ex:a", new Value.Name("ex:b")));
    }

    @Test
    void namesWithoutAPrefixAndPrefixesThatAreBoundAgainGetTheirOwn() throws IOException {
        Heard heard = read("{'prefix': {'default': 'http://d/', 'ex': 'http://x/'},"
                + " 'entity': {'e': {}},"
                + " 'bundle': {'b': {'entity': {'ex:e': {}}, 'prefix': {'ex': 'http://y/'}},"
                + " 'ex:c': {'entity': {'ex:e': {}, 'e': {}}}}}");

        assertThat(heard.order)
                .containsExactly(
                        "document [prov, xsd, ns, ex]",
                        "entity ns:e",
                        "bundle ns:b {ex-1=http://y/}",
                        "entity ex-1:e",
                        "end",
                        "bundle ex:c {}",
                        "entity ex:e",
                        "entity ns:e",
                        "end");
    }

    @Test
    void severalStatementsUnderOneIdAndSeveralMembersOfOneMembershipAreAllSaid() throws IOException {
        Heard heard = read("{'prefix': {'ex': 'http://x/'}, 'activity': {'ex:a': [{}, {'ex:n': 1}]},"
                + " 'hadMember': {'_:m': {'prov:collection': 'ex:c', 'prov:entity': ['ex:1', 'ex:2']}}}");

        assertThat(heard.statements)
                .extracting(Statement::kind)
                .containsExactly(Kind.ACTIVITY, Kind.ACTIVITY, Kind.HAD_MEMBER, Kind.HAD_MEMBER);
        assertThat(heard.statements.get(3).formals())
                .containsEntry(Formal.COLLECTION, "ex:c")
                .containsEntry(Formal.ENTITY, "ex:2");
    }

    @Test
    void literalsKeepTheirTypeAndHowTheyAreWritten() throws IOException {
        assertThat(values("['t', {'$': 't', 'type': 'xsd:string'}, {'$': 't', 'lang': 'en',"
                        + " 'type': 'prov:InternationalizedString'}]"))
                .containsExactly(Value.of("t"), Value.of("t"), new Value.LanguageText("t", "en"));
        assertThat(values("[7, 7000000000, 1e400, 1.5, true]"))
                .containsExactly(
                        new Value.Literal("7", "xsd:int"),
                        Value.of(7_000_000_000L),
                        new Value.Literal("1e400", "xsd:double"),
                        Value.of(1.5),
                        Value.of(true));
        assertThat(values("[{'$': '7', 'type': 'xsd:long'}, {'$': '007', 'type': 'xsd:long'},"
                        + " {'$': 7, 'type': 'xsd:long'}, {'$': 'x', 'type': 'xsd:long'}]"))
                .containsExactly(
                        Value.of(7),
                        new Value.Literal("007", "xsd:long"),
                        Value.of(7),
                        new Value.Literal("x", "xsd:long"));
        assertThat(values("[{'$': 'NaN', 'type': 'xsd:double'}, {'$': '-INF', 'type': 'xsd:double'},"
                        + " {'$': 'Infinity', 'type': 'xsd:double'}]"))
                .containsExactly(
                        Value.of(Double.NaN),
                        Value.of(Double.NEGATIVE_INFINITY),
                        new Value.Literal("Infinity", "xsd:double"));
        assertThat(values("[{'$': 'ex:b', 'type': 'xsd:QName'}, {'$': 'who:b', 'type': 'prov:QUALIFIED_NAME'}]"))
                .containsExactly(new Value.Name("ex:b"), new Value.Literal("who:b", "prov:QUALIFIED_NAME"));
    }

    @Test
    void aStatementThatMisesWhatTheModelDemandsIsReadAndSaysSo() throws IOException {
        Statement statement =
                only("{'prefix': {'ex': 'http://x/'}, 'wasAttributedTo': {'_:r': {'prov:entity': 'ex:e'}}}");

        assertThat(statement.missing()).containsExactly(Formal.AGENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'entity': {'ex:e': {}}}                                                    | /entity/ex:e            | prefix
            {'prefix': {'ex': 7}}                                                       | /prefix/ex              | text
            {'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {'ex:a': null}}}         | /entity/ex:e/ex:a       | null
            {'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {'ex:a': [[1]]}}}        | /entity/ex:e/ex:a/0     | an array
            {'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {'ex:a': {'$': 'x', 'type': 'no:t'}}}} | /entity/ex:e/ex:a | no:t
            {'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {'ex:a': {'$': 'x', 'typ': 'y'}}}}     | /entity/ex:e/ex:a/typ | neither
            {'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': ['x']}}                  | /entity/ex:e/0          | a text
            {'prefix': {'ex': 'http://x/'}, 'used': {'_:u': {'prov:activity': ['ex:a', 'ex:b']}}}     | /used/_:u/prov:activity/1 | only one
            {'prefix': {'ex': 'http://x/'}, 'bundle': {'ex:b': {'bundle': {}}}}         | /bundle/ex:b/bundle     | bundles
            {'entity': {}, 'agent': {}, 'entity': {}}                                   | /entity                 | twice
            {'prefix': {'ex': 'http://x/'}, 'entity': {}, 'prefix': 7}                  | /prefix                 | twice
            {'prefix': {'ex': 'http://x/', 'p': 'http://www.w3.org/ns/prov#'}, 'used': {'_:u': {'prov:activity': {'$': ['ex:a']}}}} | /used/_:u/prov:activity/$ | an array
            {'prefix': {'ex': 'http://x/'}, 'used': {'_:u': {'prov:activity': 'ex:a', 'prov:activity': 'ex:b'}}} | /used/_:u/prov:activity | only one
            {'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {'ex:a': {'$': 'x', 'lang': 'en', 'type': 'ex:t'}}}} | /entity/ex:e/ex:a | language
            {'entity': {}, 'used': {'x': ]}                                             | /used/x                 | not JSON
            {'entity': {}} {}                                                           | ''                      | follows
            {'entity': {                                                                | /entity                 | not JSON
            """)
    void whatIsMalformedIsNamedWithItsPlace(String document, String pointer, String said) {
        assertThatExceptionOfType(ProvJsonException.class)
                .isThrownBy(() -> read(document))
                .satisfies(failure -> {
                    assertThat(failure.pointer()).isEqualTo(pointer);
                    assertThat(failure.fault()).isEqualTo(Fault.MALFORMED);
                })
                .withMessageContaining(said);
    }

    @Test
    void otherVocabulariesAreNotSupported() {
        assertThatExceptionOfType(ProvJsonException.class)
                .isThrownBy(() -> read("{'mentionOf': {}}"))
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo(Fault.UNSUPPORTED))
                .withMessageStartingWith("/mentionOf: ");
    }

    @Test
    void twoPrefixesOfOneNamespaceStayTwo() throws IOException {
        Heard heard = read(
                "{'prefix': {'ex': 'http://x/', 'e2': 'http://x/'}, 'entity': {'ex:a': {}, 'ex:b': {}, 'e2:a': {}}}");

        assertThat(heard.order)
                .containsExactly("document [prov, xsd, ex, e2]", "entity ex:a", "entity ex:b", "entity e2:a");
    }

    @Test
    void aCopyChangesNoNameAndLosesNoMember() throws IOException {
        String document = "{'prefix': {'ex': 'http://x/', 'mlp': 'https://headwater.dev/ns/mlp#',"
                + " 'param': 'https://headwater.dev/ns/param#'},"
                + " 'entity': {'ex:e': {'param:a%20b': 1, 'mlp:rawName': 'param:a b'}},"
                + " 'hadMember': {'ex:m': [{'prov:collection': 'ex:c', 'prov:entity': ['ex:1', 'ex:2']},"
                + " {'prov:collection': 'ex:d', 'prov:entity': ['ex:3', 'ex:4']}]}}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(DocumentCopy.copy(input(document), out)).isEqualTo(5);

        JsonNode copy = new ObjectMapper().readTree(out.toByteArray());
        assertThat(copy.at("/entity/ex:e").fieldNames()).toIterable().containsExactly("mlp:rawName", "param:a%20b");
        assertThat(copy.at("/hadMember/ex:m")).hasSize(4);
        assertThat(only("{" + document.substring(1, document.indexOf(", 'hadMember'")) + "}")
                        .attributes())
                .extracting(Attribute::name)
                .containsExactly("param:a b");
    }

    @Test
    void aCopyKeepsNumbersAsTheyAreWritten() throws IOException {
        String document = "{'prefix': {'ex': 'http://x/'}, 'entity': {'ex:e': {'ex:a': ["
                + "{'$': '1.50', 'type': 'xsd:double'}, {'type': 'xsd:long', '$': '+7'}, 1e3, 5000000000, 7]}}}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DocumentCopy.copy(input(document), out);

        assertThat(new ObjectMapper().readTree(out.toByteArray()).at("/entity/ex:e/ex:a"))
                .hasToString("[{\"$\":\"1.50\",\"type\":\"xsd:double\"},"
                        + "{\"$\":\"+7\",\"type\":\"xsd:long\"},{\"$\":\"1e3\",\"type\":\"xsd:double\"},"
                        + "{\"$\":\"5000000000\",\"type\":\"xsd:long\"},{\"$\":\"7\",\"type\":\"xsd:int\"}]");
    }

    @Test
    void aCopySaysTheSameInOurDialect() throws IOException {
        String document = "{'bundle': {'ex:b': {'prefix': {'ex': 'http://y/'}, 'entity': {'ex:e': {'ex:a b': 'x'}}}},"
                + " 'entity': {'ex:e': [{'ex:n': 1}, {'ex:n': 2}]}, 'prefix': {'ex': 'http://x/'}}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(DocumentCopy.copy(input(document), out)).isEqualTo(3);

        assertThat(new ObjectMapper().readTree(out.toByteArray()).fieldNames())
                .toIterable()
                .containsExactly("prefix", "bundle", "entity");
        assertThat(DocumentContent.of(() -> new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(DocumentContent.of(input(document)));
    }
}
