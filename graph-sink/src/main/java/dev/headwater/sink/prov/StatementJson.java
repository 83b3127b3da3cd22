package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One statement in PROV-JSON: its key and its body. */
public final class StatementJson {

    /** Attribute whose values are the attribute names that had to be encoded, as they were. */
    public static final String RAW_NAME = "mlp:rawName";

    private static final String BLANK = "_:";
    private static final String TYPE = "prov:type";
    private static final SerializedString LEXICAL_KEY = new SerializedString("$");
    /** The formal attributes of each kind, in the order that documents have them in. */
    private static final Map<Kind, List<Key>> KEYS = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) {
            KEYS.put(kind, kind.formals().stream().sorted().map(Key::new).toList());
        }
    }

    private record Key(Formal formal, SerializedString name) {
        Key(Formal formal) {
            this(formal, new SerializedString("prov:" + formal.localName()));
        }
    }

    /** How values of the types that most have end: a few bytes, always the same. */
    private static final Map<String, SerializedString> ENDS = Stream.of(
                    "xsd:string",
                    "xsd:long",
                    "xsd:int",
                    "xsd:double",
                    "xsd:boolean",
                    "xsd:dateTime",
                    "prov:QUALIFIED_NAME")
            .collect(Collectors.toUnmodifiableMap(
                    type -> type, type -> new SerializedString(", \"type\": \"" + type + "\"")));

    private static final Comparator<Said> BY_NAME = (one, other) -> one.name() == other.name()
            ? 0
            : one.name().written().compareTo(other.name().written());
    private static final Comparator<Said> BY_LEXICAL =
            Comparator.comparing(said -> said.value().lexical());

    /** An attribute, or a type, which is one in a document. */
    private record Said(AttributeNames.Name name, Value value) {}

    private static final JsonFactory JSON = new JsonFactory();

    private final DeclaredPrefixes prefixes;
    private final boolean encodes;
    private final AttributeNames names;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    /** Takes one body after the other, as making one costs more than a body; null until it is needed, and after a mistake. */
    private @Nullable JsonGenerator bodies;

    /** Of the statement that is being written. */
    private final List<Said> all = new ArrayList<>();

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
        this.prefixes = new DeclaredPrefixes(Set.copyOf(prefixes), schemes);
        this.encodes = true;
        this.names = new AttributeNames(true);
    }

    /** @param encodes whether the local names of attributes are percent-encoded, or stay as they are */
    StatementJson(Set<String> prefixes, boolean encodes) {
        this.prefixes = new DeclaredPrefixes(prefixes, null);
        this.encodes = encodes;
        this.names = new AttributeNames(encodes);
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
        prefixes.check(statement.id(), statement);
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
        JsonGenerator out = bodies;
        bodies = null;
        bytes.reset();
        try {
            if (out == null) {
                out = JSON.createGenerator(bytes, JsonEncoding.UTF8);
                out.setPrettyPrinter(LinePerStatement.within());
            }
            write(statement, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bodies = out;
        return bytes.toByteArray();
    }

    /**
     * Writes the body.
     *
     * @throws IllegalArgumentException when a prefix is not declared
     */
    void write(Statement statement, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Key key : KEYS.getOrDefault(statement.kind(), List.of())) {
            String value = statement.formal(key.formal());
            if (value == null) {
                continue;
            }
            if (key.formal().meaning() != Formal.Meaning.TIME) {
                prefixes.check(value, statement);
            }
            out.writeFieldName(key.name());
            out.writeString(value);
        }
        collect(statement);
        AttributeNames.Name open = null;
        for (int i = 0; i < all.size(); i++) {
            Said said = all.get(i);
            if (open == null || !open.written().equals(said.name().written())) {
                if (open != null) {
                    out.writeEndArray();
                }
                open = said.name();
                out.writeFieldName(open.key());
                out.writeStartArray();
            }
            write(said.value(), statement, out);
        }
        if (open != null) {
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /** Types and attributes, sorted by the names that they have in the document. */
    private void collect(Statement statement) {
        all.clear();
        List<String> types = statement.types();
        for (int i = 0; i < types.size(); i++) {
            if (types.indexOf(types.get(i)) == i) {
                all.add(new Said(names.of(TYPE), Value.name(types.get(i))));
            }
        }
        if (all.size() > 1) {
            all.sort(BY_LEXICAL);
        }
        List<Attribute> attributes = statement.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            AttributeNames.Name name = names.of(attribute.name());
            prefixes.check(name.written(), statement);
            if (name.encoded()
                    && all.stream().noneMatch(said -> said.name().written().equals(name.written()))) {
                all.add(new Said(names.of(RAW_NAME), Value.of(name.said())));
            }
            all.add(new Said(name, attribute.value()));
        }
        all.sort(BY_NAME);
    }

    private void write(Value value, Statement statement, JsonGenerator out) throws IOException {
        if (value instanceof Value.Text) {
            typed(value, "xsd:string", out);
        } else if (value instanceof Value.Int) {
            typed(value, "xsd:long", out);
        } else if (value instanceof Value.Real) {
            typed(value, "xsd:double", out);
        } else if (value instanceof Value.Truth) {
            typed(value, "xsd:boolean", out);
        } else if (value instanceof Value.Name name) {
            prefixes.check(name.qualifiedName(), statement);
            typed(value, "prov:QUALIFIED_NAME", out);
        } else if (value instanceof Value.Literal literal) {
            prefixes.check(literal.type(), statement);
            typed(value, literal.type(), out);
        } else if (value instanceof Value.LanguageText text) {
            out.writeStartObject();
            out.writeStringField("$", text.text());
            out.writeStringField("lang", text.language());
            out.writeEndObject();
        }
    }

    private static void typed(Value value, String type, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeFieldName(LEXICAL_KEY);
        out.writeString(value.lexical());
        SerializedString end = ENDS.get(type);
        if (end == null) {
            out.writeStringField("type", type);
        } else {
            out.writeRaw(end);
        }
        out.writeEndObject();
    }
}
