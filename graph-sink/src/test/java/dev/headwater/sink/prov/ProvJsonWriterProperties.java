package dev.headwater.sink.prov;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import dev.headwater.sink.AnyStatement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProvJsonWriterProperties {

    private final ObjectMapper json = new ObjectMapper();
    private final StatementJson statements =
            new StatementJson(Namespaces.byPrefix().keySet());

    @Property
    void everyStatementIsValidJsonWithAllItsValues(@ForAll("statements") Statement statement) throws IOException {
        JsonNode document = json.readTree(write(statement));

        JsonNode body =
                Objects.requireNonNull(document.path(statement.kind().keyword()).get(statements.key(statement)));
        statement
                .formals()
                .forEach((formal, value) -> assertThat(
                                body.path("prov:" + formal.localName()).asText())
                        .isEqualTo(value));
        long values = 0;
        for (JsonNode attribute : body) {
            values += attribute.isArray() ? attribute.size() : 0;
        }
        long raw = body.path(StatementJson.RAW_NAME).size();
        assertThat(values - raw)
                .isEqualTo(statement.attributes().size() + statement.types().size());
    }

    @Property
    void theSameStatementGivesTheSameBytes(@ForAll("statements") Statement statement) {
        assertThat(write(statement)).isEqualTo(write(statement));
    }

    @Property
    void aStatementMadeAheadIsTheSameInTheDocument(@ForAll("statements") Statement statement) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProvJsonWriter writer = new ProvJsonWriter(bytes)) {
            writer.write(statement.kind(), statements.key(statement), statements.body(statement));
        }

        assertThat(bytes.toByteArray()).isEqualTo(write(statement));
    }

    private static byte[] write(Statement statement) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProvJsonWriter writer = new ProvJsonWriter(bytes)) {
            writer.write(statement);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Provide
    Arbitrary<Statement> statements() {
        return AnyStatement.writable();
    }
}
