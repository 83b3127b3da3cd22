package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One statement in PROV-JSON: its key and its body. */
public final class StatementJson {

    /** Attribute whose values are the attribute names that had to be encoded, as they were. */
    public static final String RAW_NAME = "mlp:rawName";

    private static final String BLANK = "_:";

    private static final JsonFactory JSON = new JsonFactory();

    private final Set<String> prefixes;
    private final boolean encodes;

    /** @param prefixes those that the document declares */
    public StatementJson(Set<String> prefixes) {
        this(Set.copyOf(prefixes), true);
    }

    /** @param encodes whether the local names of attributes are percent-encoded, or stay as they are */
    StatementJson(Set<String> prefixes, boolean encodes) {
        this.prefixes = prefixes;
        this.encodes = encodes;
    }

    /**
     * The key of a statement in its document. Three relations have no identifier in PROV, and readers that know this
     * drop it: theirs is a blank node, which is no identity but unique in the document.
     *
     * @throws IllegalArgumentException when its prefix is not declared
     */
    public String key(Statement statement) {
        if (statement.id().startsWith(BLANK)) {
            return statement.id();
        }
        declared(statement.id(), statement);
        if (!encodes) {
            return statement.id();
        }
        return switch (statement.kind()) {
            case SPECIALIZATION_OF, ALTERNATE_OF, HAD_MEMBER ->
                BLANK + statement.id().replace(':', '-');
            default -> statement.id();
        };
    }

    /**
     * The body as UTF-8.
     *
     * @throws IllegalArgumentException when a prefix is not declared
     */
    public byte[] body(Statement statement) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            out.setPrettyPrinter(LinePerStatement.within());
            write(statement, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the body.
     *
     * @throws IllegalArgumentException when a prefix is not declared
     */
    void write(Statement statement, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Map.Entry<Formal, String> formal : statement.formals().entrySet()) {
            if (formal.getKey().meaning() != Formal.Meaning.TIME) {
                declared(formal.getValue(), statement);
            }
            out.writeStringField("prov:" + formal.getKey().localName(), formal.getValue());
        }
        for (Map.Entry<String, List<Value>> attribute : attributes(statement).entrySet()) {
            out.writeArrayFieldStart(attribute.getKey());
            for (Value value : attribute.getValue()) {
                write(value, statement, out);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /** Types and attributes by the name they have in the document, sorted. */
    private SortedMap<String, List<Value>> attributes(Statement statement) {
        SortedMap<String, List<Value>> byName = new TreeMap<>();
        statement.types().stream().distinct().sorted().forEach(type -> add(byName, "prov:type", Value.name(type)));
        for (Attribute attribute : statement.attributes()) {
            String name = encodes ? attribute.prefix() + ":" + Identifiers.local(attribute.local()) : attribute.name();
            declared(name, statement);
            boolean first = !byName.containsKey(name);
            add(byName, name, attribute.value());
            if (first && !name.equals(attribute.name())) {
                add(byName, RAW_NAME, Value.of(attribute.name()));
            }
        }
        return byName;
    }

    private static void add(Map<String, List<Value>> byName, String name, Value value) {
        byName.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
    }

    private void write(Value value, Statement statement, JsonGenerator out) throws IOException {
        if (value instanceof Value.Text) {
            typed(lexical(value), "xsd:string", out);
        } else if (value instanceof Value.Int) {
            typed(lexical(value), "xsd:long", out);
        } else if (value instanceof Value.Real) {
            typed(lexical(value), "xsd:double", out);
        } else if (value instanceof Value.Truth) {
            typed(lexical(value), "xsd:boolean", out);
        } else if (value instanceof Value.Name name) {
            declared(name.qualifiedName(), statement);
            typed(name.qualifiedName(), "prov:QUALIFIED_NAME", out);
        } else if (value instanceof Value.Literal literal) {
            declared(literal.type(), statement);
            typed(literal.lexical(), literal.type(), out);
        } else if (value instanceof Value.LanguageText text) {
            out.writeStartObject();
            out.writeStringField("$", text.text());
            out.writeStringField("lang", text.language());
            out.writeEndObject();
        }
    }

    private static void typed(String lexical, String type, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("$", lexical);
        out.writeStringField("type", type);
        out.writeEndObject();
    }

    private void declared(String qualifiedName, Statement statement) {
        int colon = qualifiedName.indexOf(':');
        String prefix = colon < 0 ? "" : qualifiedName.substring(0, colon);
        if (prefix.equals("_")) {
            return;
        }
        if (!prefixes.contains(prefix)) {
            throw new IllegalArgumentException("the document declares no prefix '" + prefix + "' for " + qualifiedName
                    + ", said by " + statement.key());
        }
    }

    /** The text of a value; {@code xsd:double} has names of its own for the infinities. */
    static String lexical(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        } else if (value instanceof Value.Int number) {
            return Long.toString(number.number());
        } else if (value instanceof Value.Real real) {
            double number = real.number();
            if (Double.isInfinite(number)) {
                return number > 0 ? "INF" : "-INF";
            }
            return Double.toString(number);
        } else if (value instanceof Value.Truth truth) {
            return Boolean.toString(truth.truth());
        } else if (value instanceof Value.Name name) {
            return name.qualifiedName();
        } else if (value instanceof Value.Literal literal) {
            return literal.lexical();
        } else if (value instanceof Value.LanguageText text) {
            return text.text();
        }
        throw new AssertionError(value);
    }
}
