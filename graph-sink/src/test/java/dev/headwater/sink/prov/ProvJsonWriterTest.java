package dev.headwater.sink.prov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProvJsonWriterTest {

    @Test
    void oneStatementIsOneLine() throws IOException {
        Statement run = Statement.activity("run:1")
                .type("mls:Run", "mlp:Run")
                .time(Formal.START_TIME, Instant.parse("2026-01-02T03:04:05.6Z"))
                .with("prov:label", "\"one\"")
                .with("mlp:steps", 3L)
                .with("mlp:loss", 0.5)
                .with("mlp:done", true)
                .build();
        Statement used = Statement.relation(Kind.USED, "run:1", "data:1")
                .role("mlp:train")
                .build();

        assertThat(write(run, used)).isEqualTo("""
                        {
                        "prefix": {
                        "data": "https://d/",
                        "mlp": "https://m#",
                        "mls": "https://s#",
                        "param": "https://p#",
                        "prov": "http://www.w3.org/ns/prov#",
                        "rel": "https://r/",
                        "run": "https://run/",
                        "xsd": "http://www.w3.org/2001/XMLSchema#"
                        },
                        "activity": {
                        "run:1": {"prov:startTime": "2026-01-02T03:04:05.600Z", \
                        "mlp:done": [{"$": "true", "type": "xsd:boolean"}], \
                        "mlp:loss": [{"$": "0.5", "type": "xsd:double"}], \
                        "mlp:steps": [{"$": "3", "type": "xsd:long"}], \
                        "prov:label": [{"$": "\\"one\\"", "type": "xsd:string"}], \
                        "prov:type": [{"$": "mlp:Run", "type": "prov:QUALIFIED_NAME"}, \
                        {"$": "mls:Run", "type": "prov:QUALIFIED_NAME"}]}
                        },
                        "used": {
                        "%s": {"prov:entity": "data:1", "prov:activity": "run:1", \
                        "prov:role": [{"$": "mlp:train", "type": "prov:QUALIFIED_NAME"}]}
                        }
                        }
                        """.formatted(used.id()));
    }

    @Test
    void numbersThatJsonLacksAreWrittenAsXsdNamesThem() throws IOException {
        String document = write(Statement.entity("data:1")
                .with("mlp:a", Double.NaN)
                .with("mlp:b", Double.POSITIVE_INFINITY)
                .with("mlp:c", Double.NEGATIVE_INFINITY)
                .build());

        assertThat(document).contains("{\"$\": \"NaN\"", "{\"$\": \"INF\"", "{\"$\": \"-INF\"");
    }

    @Test
    void oddAttributeNamesAreEncodedAndKeptBesides() throws IOException {
        String document = write(Statement.entity("data:1")
                .with("param:a b/c", 1L)
                .with("param:a b/c", 2L)
                .build());

        assertThat(document)
                .contains(
                        "\"mlp:rawName\": [{\"$\": \"param:a b/c\", \"type\": \"xsd:string\"}]",
                        "\"param:a%20b%2Fc\": [{\"$\": \"1\", \"type\": \"xsd:long\"}, "
                                + "{\"$\": \"2\", \"type\": \"xsd:long\"}]");
    }

    @Test
    void aTextInALanguageHasNoType() throws IOException {
        String document = write(Statement.entity("data:1")
                .with("prov:label", new Value.LanguageText("Käse", "de"))
                .build());

        assertThat(document).contains("\"prov:label\": [{\"$\": \"Käse\", \"lang\": \"de\"}]");
    }

    @Test
    void relationsThatHaveNoIdentifierInProvGetABlankNode() throws IOException {
        Statement member =
                Statement.relation(Kind.HAD_MEMBER, "data:1", "data:2").build();

        assertThat(write(member)).contains("\"_:" + member.id().replace(':', '-') + "\": {");
    }

    @Test
    void kindsMustComeTogether() {
        assertThatThrownBy(() -> write(
                        Statement.entity("data:1").build(),
                        Statement.agent("run:1").build(),
                        Statement.entity("data:2").build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("entity");
    }

    @Test
    void aPrefixThatIsNotDeclaredIsNamed() {
        assertThatThrownBy(() -> write(Statement.entity("foo:1").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'foo'")
                .hasMessageContaining("entity|foo:1");
    }

    private static String write(Statement... statements) throws IOException {
        Map<String, String> prefixes = new TreeMap<>(Map.of(
                "data", "https://d/",
                "mlp", "https://m#",
                "mls", "https://s#",
                "param", "https://p#",
                "prov", "http://www.w3.org/ns/prov#",
                "rel", "https://r/",
                "run", "https://run/",
                "xsd", "http://www.w3.org/2001/XMLSchema#"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProvJsonWriter writer = new ProvJsonWriter(bytes, prefixes)) {
            for (Statement statement : statements) {
                writer.write(statement);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
