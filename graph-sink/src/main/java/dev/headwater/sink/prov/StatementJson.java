package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One statement in PROV-JSON: its key and its body. */
public final class StatementJson {

    /** Attribute whose values are the attribute names that had to be encoded, as they were. */
    public static final String RAW_NAME = "mlp:rawName";

    private static final String BLANK = "_:";
    private static final String TYPE = "prov:type";
    private static final Comparator<Attribute> BY_NAME = Comparator.comparing(Attribute::name);
    private static final Comparator<Attribute> BY_TYPE =
            Comparator.comparing(type -> type.value().lexical());
    private static final SerializedString LEXICAL_KEY = new SerializedString("$");
    private static final SerializedString TYPE_KEY = new SerializedString("type");

    private static final JsonFactory JSON = new JsonFactory();

    /** RFC 3986, 3.1. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    private static final Consumer<String> NO_SCHEMES = scheme -> {
        throw new IllegalArgumentException(scheme);
    };

    private final Set<String> prefixes;
    private final boolean encodes;
    private final Consumer<String> schemes;

    /** @param prefixes those that the document declares */
    public StatementJson(Set<String> prefixes) {
        this(Set.copyOf(prefixes), true);
    }

    /**
     * Takes names of others, too: absolute IRIs, whose scheme is their prefix.
     *
     * @param prefixes those that the document declares
     * @param schemes told each scheme that occurs, and that the document has to declare ({@code http} as {@code http:})
     */
    public StatementJson(Set<String> prefixes, Consumer<String> schemes) {
        this.prefixes = Set.copyOf(prefixes);
        this.encodes = true;
        this.schemes = schemes;
    }

    /** @param encodes whether the local names of attributes are percent-encoded, or stay as they are */
    StatementJson(Set<String> prefixes, boolean encodes) {
        this.prefixes = prefixes;
        this.encodes = encodes;
        this.schemes = NO_SCHEMES;
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
        String name = "";
        for (Attribute attribute : attributes(statement)) {
            if (!attribute.name().equals(name)) {
                if (!name.isEmpty()) {
                    out.writeEndArray();
                }
                name = attribute.name();
                out.writeArrayFieldStart(name);
            }
            write(attribute.value(), statement, out);
        }
        if (!name.isEmpty()) {
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /** Types and attributes by the names they have in the document, sorted by them. */
    private List<Attribute> attributes(Statement statement) {
        List<Attribute> all = new ArrayList<>(
                statement.types().size() + statement.attributes().size());
        List<String> types = statement.types();
        for (int i = 0; i < types.size(); i++) {
            if (types.indexOf(types.get(i)) == i) {
                all.add(new Attribute(TYPE, Value.name(types.get(i))));
            }
        }
        if (types.size() > 1) {
            all.sort(BY_TYPE);
        }
        for (Attribute attribute : statement.attributes()) {
            int local = attribute.name().indexOf(':') + 1;
            // A name of others is an absolute IRI, which would be another one.
            if (!encodes
                    || Identifiers.isLocal(attribute.name(), local)
                    || !Namespaces.byPrefix().containsKey(attribute.prefix())) {
                declared(attribute.name(), statement);
                all.add(attribute);
            } else {
                String name = attribute.prefix() + ":" + Identifiers.local(attribute.local());
                declared(name, statement);
                if (all.stream().noneMatch(each -> each.name().equals(name))) {
                    all.add(new Attribute(RAW_NAME, Value.of(attribute.name())));
                }
                all.add(new Attribute(name, attribute.value()));
            }
        }
        all.sort(BY_NAME);
        return all;
    }

    private void write(Value value, Statement statement, JsonGenerator out) throws IOException {
        if (value instanceof Value.Text) {
            typed(value.lexical(), "xsd:string", out);
        } else if (value instanceof Value.Int) {
            typed(value.lexical(), "xsd:long", out);
        } else if (value instanceof Value.Real) {
            typed(value.lexical(), "xsd:double", out);
        } else if (value instanceof Value.Truth) {
            typed(value.lexical(), "xsd:boolean", out);
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
        out.writeFieldName(LEXICAL_KEY);
        out.writeString(lexical);
        out.writeFieldName(TYPE_KEY);
        out.writeString(type);
        out.writeEndObject();
    }

    private void declared(String qualifiedName, Statement statement) {
        int colon = qualifiedName.indexOf(':');
        String prefix = colon < 0 ? "" : qualifiedName.substring(0, colon);
        if (prefix.equals("_")) {
            return;
        }
        if (prefixes.contains(prefix)) {
            return;
        }
        if (schemes != NO_SCHEMES && SCHEME.matcher(prefix).matches()) {
            schemes.accept(prefix);
        } else {
            throw new IllegalArgumentException("the document declares no prefix '" + prefix + "' for " + qualifiedName
                    + ", said by " + statement.key());
        }
    }
}
