package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.headwater.prov.Kind;
import dev.headwater.sink.prov.ProvJsonException.Fault;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads PROV-JSON as it is written by others, statement by statement, holding none of them.
 *
 * <p>Prefixes may come behind what they are used in. They are looked for ahead where a container does not begin with
 * them, which reads the document twice.
 */
public final class ProvJsonReader {

    /** A document that can be opened more than once. */
    @FunctionalInterface
    public interface Input {
        InputStream open() throws IOException;
    }

    // Ids are names of fields: to intern them all would be to keep them.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** PROV-Dictionary and PROV-Links. */
    private static final Set<String> OTHER_VOCABULARIES =
            Set.of("derivedByInsertionFrom", "derivedByRemovalFrom", "hadDictionaryMember", "hadMembers", "mentionOf");

    private final Input input;
    private final StatementHandler handler;
    private final boolean interprets;
    private @Nullable Ahead ahead;

    private ProvJsonReader(Input input, StatementHandler handler, boolean interprets) {
        this.input = input;
        this.handler = handler;
        this.interprets = interprets;
    }

    /**
     * Reads a document.
     *
     * @throws ProvJsonException when it is no PROV-JSON, or beyond what is read; what came before was handled
     * @throws IOException when it cannot be read
     */
    public static void read(Input input, StatementHandler handler) throws IOException {
        read(input, handler, true);
    }

    /**
     * @param interprets whether attributes that our writer has encoded get the names that they had, and numbers become
     *     ones, or all stays as it is written
     */
    static void read(Input input, StatementHandler handler, boolean interprets) throws IOException {
        new ProvJsonReader(input, handler, interprets).document();
    }

    private void document() throws IOException {
        try (JsonParser json = parser(input.open())) {
            try {
                begin(json);
                JsonToken first = json.nextToken();
                boolean prefixed = isPrefix(json, first);
                Scope scope = Scope.document(
                        prefixed ? firstPrefixes(json) : first == JsonToken.END_OBJECT ? Map.of() : ahead().document);
                handler.document(scope.declared());
                container(json, scope, true, prefixed);
                if (json.nextToken() != null) {
                    throw malformed(json, "something follows the document");
                }
            } catch (StreamReadException | StreamConstraintsException | CharConversionException e) {
                throw unreadable(json, e);
            }
        }
    }

    static JsonParser parser(InputStream document) throws IOException {
        return JSON.createParser(document);
    }

    private static ProvJsonException unreadable(JsonParser json, IOException failure) {
        String what =
                failure instanceof JsonProcessingException said ? said.getOriginalMessage() : failure.getMessage();
        return malformed(
                json, (failure instanceof StreamConstraintsException ? "is too large: " : "is not JSON: ") + what);
    }

    private static void begin(JsonParser json) throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw malformed(json, "is empty");
        } else if (first != JsonToken.START_OBJECT) {
            throw malformed(json, "must be an object, not " + kindOf(first));
        }
    }

    private static boolean isPrefix(JsonParser json, @Nullable JsonToken token) throws IOException {
        return token == JsonToken.FIELD_NAME && "prefix".equals(json.currentName());
    }

    /** From the first key of the container, or its end, to its end. */
    private void container(JsonParser json, Scope scope, boolean outermost, boolean prefixed) throws IOException {
        RecordReader records = new RecordReader(json, scope, interprets);
        Set<String> seen = new HashSet<>(prefixed ? Set.of("prefix") : Set.of());
        for (JsonToken token = json.currentToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            if (token != JsonToken.FIELD_NAME) {
                continue;
            }
            String key = json.currentName();
            if (!seen.add(key)) {
                throw malformed(json, "occurs twice");
            } else if (key.equals("prefix")) {
                json.nextToken();
                json.skipChildren();
            } else if (key.equals("bundle") && outermost) {
                bundles(json, scope);
            } else {
                records(json, records, kind(json, key));
            }
        }
    }

    private static Kind kind(JsonParser json, String key) throws ProvJsonException {
        Optional<Kind> kind = Kind.ofKeyword(key);
        if (kind.isPresent()) {
            return kind.get();
        } else if (OTHER_VOCABULARIES.contains(key)) {
            throw new ProvJsonException(
                    Fault.UNSUPPORTED, where(json), "is not supported: Headwater reads the statements of PROV-DM");
        } else if (key.equals("bundle")) {
            throw malformed(json, "a bundle cannot hold bundles");
        }
        throw malformed(json, "is no kind of PROV statement");
    }

    private void records(JsonParser json, RecordReader records, Kind kind) throws IOException {
        object(json, json.nextToken(), "statements by their ids");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String id = json.currentName();
            JsonToken body = json.nextToken();
            if (body == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    records.read(kind, id, handler);
                }
            } else {
                records.read(kind, id, handler);
            }
        }
    }

    private void bundles(JsonParser json, Scope document) throws IOException {
        object(json, json.nextToken(), "bundles by their ids");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            String id = document.name(key);
            if (id == null) {
                throw malformed(json, "the prefix of the bundle is not declared");
            }
            object(json, json.nextToken(), "statements by kind");
            JsonToken first = json.nextToken();
            boolean prefixed = isPrefix(json, first);
            Map<String, String> declared = Map.of();
            if (prefixed) {
                declared = firstPrefixes(json);
            } else if (first != JsonToken.END_OBJECT) {
                Map<String, String> found = ahead().bundles.remove(key);
                declared = found == null ? Map.of() : found;
            }
            Scope scope = document.bundle(declared);
            handler.bundle(id, scope.declared());
            container(json, scope, false, prefixed);
            handler.endOfBundle();
        }
    }

    /** From the key to the end of the object. */
    private static Map<String, String> prefixes(JsonParser json) throws IOException {
        object(json, json.nextToken(), "IRIs by prefix");
        Map<String, String> prefixes = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String prefix = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw malformed(json, "the IRI of a prefix must be text");
            }
            prefixes.put(prefix, json.getText());
        }
        return prefixes;
    }

    /** From the key to what follows the object. */
    private static Map<String, String> firstPrefixes(JsonParser json) throws IOException {
        Map<String, String> prefixes = prefixes(json);
        json.nextToken();
        return prefixes;
    }

    private static void object(JsonParser json, @Nullable JsonToken token, String what) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw malformed(json, "must be an object of " + what + ", not " + kindOf(token));
        }
    }

    static String kindOf(@Nullable JsonToken token) {
        return switch (token == null ? JsonToken.NOT_AVAILABLE : token) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_NULL -> "null";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            default -> "nothing";
        };
    }

    static ProvJsonException malformed(JsonParser json, String what) {
        return new ProvJsonException(Fault.MALFORMED, where(json), what);
    }

    private static JsonPointer where(JsonParser json) {
        return json.getParsingContext().pathAsPointer();
    }

    private Ahead ahead() throws IOException {
        if (ahead == null) {
            ahead = Ahead.of(input);
        }
        return ahead;
    }

    /** The prefixes of all containers. */
    private static final class Ahead {
        private Map<String, String> document = Map.of();
        private final Map<String, Map<String, String>> bundles = new HashMap<>();

        static Ahead of(Input input) throws IOException {
            Ahead ahead = new Ahead();
            try (JsonParser json = parser(input.open())) {
                ahead.document(json);
            }
            return ahead;
        }

        private void document(JsonParser json) throws IOException {
            try {
                begin(json);
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    if (isPrefix(json, JsonToken.FIELD_NAME)) {
                        document = prefixes(json);
                    } else if (json.currentName().equals("bundle") && json.nextToken() == JsonToken.START_OBJECT) {
                        bundles(json);
                    } else {
                        if (json.currentToken() == JsonToken.FIELD_NAME) {
                            json.nextToken();
                        }
                        json.skipChildren();
                    }
                }
            } catch (StreamReadException | StreamConstraintsException | CharConversionException e) {
                throw unreadable(json, e);
            }
        }

        private void bundles(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String id = json.currentName();
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    if (isPrefix(json, JsonToken.FIELD_NAME)) {
                        bundles.put(id, prefixes(json));
                    } else {
                        json.nextToken();
                        json.skipChildren();
                    }
                }
            }
        }
    }
}
