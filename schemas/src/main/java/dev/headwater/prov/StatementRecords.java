package dev.headwater.prov;

import dev.headwater.lineage.LanguageString;
import dev.headwater.lineage.ProvAttribute;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.lineage.QualifiedNameValue;
import dev.headwater.lineage.StatementKind;
import dev.headwater.lineage.TypedLiteral;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements to and from the Avro records of the topic {@code headwater.lineage}. */
public final class StatementRecords {

    private StatementRecords() {}

    public static ProvStatement toRecord(Statement statement) {
        Map<String, String> formal = new LinkedHashMap<>();
        statement.formals().forEach((name, value) -> formal.put(name.localName(), value));
        List<ProvAttribute> attributes = new ArrayList<>(statement.attributes().size());
        for (Attribute attribute : statement.attributes()) {
            attributes.add(new ProvAttribute(attribute.name(), toRecord(attribute.value())));
        }
        return new ProvStatement(
                StatementKind.valueOf(statement.kind().name()),
                statement.id(),
                statement.runId(),
                statement.types(),
                formal,
                attributes);
    }

    /** @throws IllegalArgumentException when the record is no valid statement */
    public static Statement fromRecord(ProvStatement record) {
        Map<Formal, String> formals = new EnumMap<>(Formal.class);
        record.getFormal().forEach((name, value) -> formals.put(Formal.ofLocalName(name), value));
        List<Attribute> attributes = new ArrayList<>(record.getAttributes().size());
        for (ProvAttribute attribute : record.getAttributes()) {
            attributes.add(new Attribute(attribute.getName(), fromRecord(attribute.getValue())));
        }
        return new Statement(
                        Kind.valueOf(record.getKind().name()),
                        record.getId(),
                        record.getRunId(),
                        record.getTypes(),
                        formals,
                        attributes)
                .complete();
    }

    private static Object toRecord(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        } else if (value instanceof Value.Int number) {
            return number.number();
        } else if (value instanceof Value.Real number) {
            return number.number();
        } else if (value instanceof Value.Truth truth) {
            return truth.truth();
        } else if (value instanceof Value.Name name) {
            return new QualifiedNameValue(name.qualifiedName());
        } else if (value instanceof Value.Literal literal) {
            return new TypedLiteral(literal.lexical(), literal.type());
        } else if (value instanceof Value.LanguageText text) {
            return new LanguageString(text.text(), text.language());
        }
        throw new AssertionError(value);
    }

    private static Value fromRecord(Object value) {
        if (value instanceof QualifiedNameValue name) {
            return new Value.Name(name.getName());
        } else if (value instanceof TypedLiteral literal) {
            return new Value.Literal(literal.getLexical(), literal.getType());
        } else if (value instanceof LanguageString text) {
            return new Value.LanguageText(text.getText(), text.getLanguage());
        }
        return Value.ofScalar(value);
    }
}
