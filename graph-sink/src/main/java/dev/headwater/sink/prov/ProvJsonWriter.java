package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one PROV-JSON document, statement by statement, holding none of them. The format groups statements by kind, so
 * they must come kind by kind. One statement is one line, and the same statements give the same bytes.
 *
 * <p>The dialect is the one that all known readers take: prefixes first, qualified names as {@code
 * prov:QUALIFIED_NAME}, attributes as arrays of typed objects, local names of attributes percent-encoded. Where encoding
 * changed a name, the statement also has the name as people wrote it, as a value of {@value #RAW_NAME}. All prefixes are
 * declared, used or not, so that a document can be begun before its statements are known.
 */
public final class ProvJsonWriter implements Closeable {

    /** Attribute whose values are the attribute names that had to be encoded, as they were. */
    public static final String RAW_NAME = "mlp:rawName";

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator out;
    private final Map<String, String> prefixes;
    private final Set<Kind> finished = EnumSet.noneOf(Kind.class);
    private @Nullable Kind open;
    private long written;

    /** A document with Headwater's own prefixes. The stream is closed with the writer. */
    public ProvJsonWriter(OutputStream stream) throws IOException {
        this(stream, Namespaces.byPrefix());
    }

    /** @param prefixes IRI by prefix; written in this order */
    public ProvJsonWriter(OutputStream stream, Map<String, String> prefixes) throws IOException {
        this.prefixes = prefixes;
        out = JSON.createGenerator(stream, JsonEncoding.UTF8);
        out.setPrettyPrinter(new LinePerStatement());
        out.writeStartObject();
        out.writeObjectFieldStart("prefix");
        for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
            out.writeStringField(prefix.getKey(), prefix.getValue());
        }
        out.writeEndObject();
    }

    /**
     * @throws IllegalStateException when other statements have come since the last one of this kind
     * @throws IllegalArgumentException when a prefix is not declared in this document
     */
    public void write(Statement statement) throws IOException {
        begin(statement.kind());
        declared(statement.id(), statement);
        out.writeObjectFieldStart(statement.id());
        for (Map.Entry<Formal, String> formal :
                statement.formals().entrySet()) {
            out.writeStringField("prov:" + formal.getKey().localName(), formal.getValue());
        }
        for (Map.Entry<String, List<Value>> attribute : attributes(statement).entrySet()) {
            out.writeArrayFieldStart(attribute.getKey());
            for (Value value : attribute.getValue()) {
                write(value, statement);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
        written++;
    }

    /** Statements written so far. */
    public long written() {
        return written;
    }

    /** Completes the document and closes the stream. */
    @Override
    public void close() throws IOException {
        if (open != null) {
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }

    private void begin(Kind kind) throws IOException {
        if (kind == open) {
            return;
        }
        if (!finished.add(kind)) {
            throw new IllegalStateException("statements of kind " + kind.keyword() + " must come together");
        }
        if (open != null) {
            out.writeEndObject();
        }
        out.writeObjectFieldStart(kind.keyword());
        open = kind;
    }

    /** Types and attributes by the name they have in the document, sorted. */
    private SortedMap<String, List<Value>> attributes(Statement statement) {
        SortedMap<String, List<Value>> byName = new TreeMap<>();
        statement.types().stream().distinct().sorted().forEach(type -> add(byName, "prov:type", Value.name(type)));
        for (Attribute attribute : statement.attributes()) {
            String name = attribute.prefix() + ":" + Identifiers.local(attribute.local());
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

    private void write(Value value, Statement statement) throws IOException {
        if (value instanceof Value.Text text) {
            typed(text.text(), "xsd:string");
        } else if (value instanceof Value.Int number) {
            typed(Long.toString(number.number()), "xsd:long");
        } else if (value instanceof Value.Real number) {
            typed(lexical(number.number()), "xsd:double");
        } else if (value instanceof Value.Truth truth) {
            typed(Boolean.toString(truth.truth()), "xsd:boolean");
        } else if (value instanceof Value.Name name) {
            declared(name.qualifiedName(), statement);
            typed(name.qualifiedName(), "prov:QUALIFIED_NAME");
        } else if (value instanceof Value.Literal literal) {
            declared(literal.type(), statement);
            typed(literal.lexical(), literal.type());
        } else if (value instanceof Value.LanguageText text) {
            out.writeStartObject();
            out.writeStringField("$", text.text());
            out.writeStringField("lang", text.language());
            out.writeEndObject();
        }
    }

    private void typed(String lexical, String type) throws IOException {
        out.writeStartObject();
        out.writeStringField("$", lexical);
        out.writeStringField("type", type);
        out.writeEndObject();
    }

    private void declared(String qualifiedName, Statement statement) {
        int colon = qualifiedName.indexOf(':');
        String prefix = colon < 0 ? "" : qualifiedName.substring(0, colon);
        if (!prefixes.containsKey(prefix)) {
            throw new IllegalArgumentException("the document declares no prefix '" + prefix + "' for " + qualifiedName
                    + ", said by " + statement.key());
        }
    }

    /** {@code xsd:double} has names of its own for the infinities. */
    private static String lexical(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "INF" : "-INF";
        }
        return Double.toString(number);
    }
}
