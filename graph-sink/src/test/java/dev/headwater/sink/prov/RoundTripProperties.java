package dev.headwater.sink.prov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Statement;
import dev.headwater.sink.AnyStatement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any document of our statements, bundles and all, is read as it was written. */
class RoundTripProperties {

    private static final class Collected implements StatementHandler {
        private final Map<String, List<Statement>> containers = new LinkedHashMap<>();
        private String container = "";

        @Override
        public void document(Map<String, String> prefixes) {
            containers.put("", new ArrayList<>());
        }

        @Override
        public void bundle(String id, Map<String, String> prefixes) {
            container = id;
            containers.put(id, new ArrayList<>());
        }

        @Override
        public void endOfBundle() {
            container = "";
        }

        @Override
        public void statement(Statement statement) {
            containers.getOrDefault(container, new ArrayList<>()).add(normal(statement));
        }
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("documents") List<Statement> outside, @ForAll("documents") List<Statement> inside)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ProvJsonWriter writer = new ProvJsonWriter(out)) {
            for (Statement statement : outside) {
                writer.write(statement);
            }
            writer.beginBundle("record:1", Map.of());
            for (Statement statement : inside) {
                writer.write(statement);
            }
            writer.endBundle();
        }

        Collected read = new Collected();
        ProvJsonReader.read(() -> new ByteArrayInputStream(out.toByteArray()), read);

        assertThat(read.containers)
                .isEqualTo(Map.of(
                        "", outside.stream().map(RoundTripProperties::normal).toList(),
                        "record:1",
                                inside.stream().map(RoundTripProperties::normal).toList()));
    }

    @Property
    void aCopyOfACopyIsTheSame(@ForAll("documents") List<Statement> statements) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ProvJsonWriter writer = new ProvJsonWriter(out)) {
            for (Statement statement : statements) {
                writer.write(statement);
            }
        }

        byte[] copy = copy(out.toByteArray());

        assertThat(copy(copy)).isEqualTo(copy);
    }

    private static byte[] copy(byte[] document) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        DocumentCopy.copy(() -> new ByteArrayInputStream(document), copy);
        return copy.toByteArray();
    }

    /** A document does not say the run, nor in which order attributes of different names came; three relations have no id. */
    private static Statement normal(Statement statement) {
        boolean nameless = switch (statement.kind()) {
            case SPECIALIZATION_OF, ALTERNATE_OF, HAD_MEMBER -> true;
            default -> false;
        };
        return new Statement(
                statement.kind(),
                nameless ? "_:" : statement.id(),
                null,
                statement.types().stream().distinct().sorted().toList(),
                statement.formals(),
                statement.attributes().stream()
                        .sorted(Comparator.comparing(Attribute::name))
                        .toList());
    }

    @Provide
    Arbitrary<List<Statement>> documents() {
        return AnyStatement.writable()
                .list()
                .ofMaxSize(6)
                .uniqueElements(statement -> statement.kind() + statement.id())
                .map(statements -> statements.stream()
                        .sorted(Comparator.comparing(Statement::kind))
                        .toList());
    }
}
