package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of attributes in one container. Most statements have those of the one before, in the same order: what followed
 * a key the last time is compared with what the document has, and no text is made of it.
 */
final class AttributeKeys {

    /** Those of parameters have no end. */
    private static final int KEPT = 1_000;

    private static final Map<String, Formal> FORMALS = Arrays.stream(Formal.values())
            .collect(Collectors.toUnmodifiableMap(formal -> "prov:" + formal.localName(), formal -> formal));

    /** A key, or the begin of a body, which is none. */
    static final class Key {
        private final SerializedString written;
        private final String name;
        private final @Nullable Formal formal;
        private @Nullable Key next;

        private Key(String written, String name) {
            this.written = new SerializedString(written);
            this.name = name;
            this.formal = FORMALS.get(name);
        }

        /** The name of the attribute, as read. */
        String name() {
            return name;
        }

        /** What it is in the kinds that have it. */
        @Nullable
        Formal formal() {
            return formal;
        }
    }

    private final JsonParser json;
    private final Scope scope;
    private final Map<String, Key> known = new HashMap<>();
    private final Map<Kind, Key> begins = new EnumMap<>(Kind.class);

    AttributeKeys(JsonParser json, Scope scope) {
        this.json = json;
        this.scope = scope;
    }

    /** What comes before the first key of a statement. */
    Key begin(Kind kind) {
        return begins.computeIfAbsent(kind, any -> new Key("", ""));
    }

    /** Goes on to the next key of the body; null at its end. */
    @Nullable
    Key next(Key before) throws IOException {
        Key expected = before.next;
        if (expected != null && json.nextFieldName(expected.written)) {
            return expected;
        } else if (expected == null) {
            json.nextToken();
        }
        if (json.currentToken() != JsonToken.FIELD_NAME) {
            return null;
        }
        Key key = known.get(json.currentName());
        if (key == null) {
            key = lookUp(json.currentName());
        }
        before.next = key;
        return key;
    }

    private Key lookUp(String written) throws ProvJsonException {
        Key key = new Key(written, scope.name(written, json));
        if (known.size() == KEPT) {
            known.clear();
            begins.clear();
        }
        known.put(written, key);
        return key;
    }
}
