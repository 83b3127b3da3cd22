package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the statements of one container, each from the body of its record. */
final class RecordReader {

    private static final String PROV = "prov:";
    private static final String TYPE = "prov:type";

    private final JsonParser json;
    private final Scope scope;
    private final LiteralReader literals;
    private final boolean decodes;
    private final AttributeKeys keys;

    // Of the statement that is being read.
    private final List<String> types = new ArrayList<>();
    private final Map<Formal, String> formals = new EnumMap<>(Formal.class);
    private final List<Attribute> attributes = new ArrayList<>();

    /**
     * @param interprets whether attributes that our writer has encoded get the names that they had, and numbers become
     *     ones, or all stays as it is written
     */
    RecordReader(JsonParser json, Scope scope, boolean interprets) {
        this.decodes = interprets && scope.binds("mlp", Namespaces.MLP);
        this.json = json;
        this.scope = scope;
        this.literals = new LiteralReader(json, scope, interprets);
        this.keys = new AttributeKeys(json, scope);
    }

    /** From the begin of the body to its end. A membership with several members is as many statements of one id. */
    void read(Kind kind, String written, StatementHandler handler) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw ProvJsonReader.malformed(
                    json,
                    "a statement must be an object of attributes, not " + ProvJsonReader.kindOf(json.currentToken()));
        }
        String id = scope.name(written, json);
        types.clear();
        formals.clear();
        attributes.clear();
        List<String> members = List.of();
        for (AttributeKeys.Key key = keys.next(keys.begin(kind)); key != null; key = keys.next(key)) {
            json.nextToken();
            Formal formal = key.formal();
            boolean given = false;
            if (formal == null || !kind.has(formal)) {
                attribute(key.name());
            } else if (kind == Kind.HAD_MEMBER
                    && formal == Formal.ENTITY
                    && json.currentToken() == JsonToken.START_ARRAY) {
                members = members();
                given = formals.containsKey(formal);
            } else {
                given = formals.put(formal, formal(formal)) != null || !members.isEmpty() && formal == Formal.ENTITY;
            }
            if (given) {
                throw ProvJsonReader.malformed(json, "there can be only one " + key.name());
            }
        }
        if (decodes) {
            decode(attributes);
        }
        if (members.isEmpty()) {
            handler.statement(new Statement(kind, id, null, types, formals, attributes));
        }
        for (String member : members) {
            formals.put(Formal.ENTITY, member);
            handler.statement(new Statement(kind, id, null, types, formals, attributes));
        }
    }

    /** A formal attribute is a plain text, though some write it as a typed one, or as an array of one. */
    private String formal(Formal formal) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            json.nextToken();
            String only = formal(formal);
            if (json.nextToken() != JsonToken.END_ARRAY) {
                throw ProvJsonReader.malformed(json, "there can be only one " + PROV + formal.localName());
            }
            return only;
        }
        String text = literals.text();
        return formal.meaning() == Formal.Meaning.TIME ? text : scope.name(text, json);
    }

    private List<String> members() throws IOException {
        List<String> members = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            members.add(scope.name(literals.text(), json));
        }
        return members;
    }

    private void attribute(String name) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                value(name);
            }
        } else {
            value(name);
        }
    }

    private void value(String name) throws IOException {
        Value value = literals.value();
        if (value instanceof Value.Name type && name.equals(TYPE)) {
            if (!types.contains(type.qualifiedName())) {
                types.add(type.qualifiedName());
            }
        } else {
            attributes.add(new Attribute(name, value));
        }
    }

    /** Gives attributes whose names were encoded in the document the names that they had, see {@link StatementJson#RAW_NAME}. */
    private static void decode(List<Attribute> attributes) {
        Map<String, String> raw = new HashMap<>();
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(StatementJson.RAW_NAME)
                    && attribute.value() instanceof Value.Text name
                    && name.text().indexOf(':') > 0) {
                String prefix = name.text().substring(0, name.text().indexOf(':') + 1);
                raw.put(prefix + Identifiers.local(name.text().substring(prefix.length())), name.text());
            }
        }
        if (raw.isEmpty()) {
            return;
        }
        List<Attribute> found = List.copyOf(attributes);
        attributes.clear();
        List<String> used = new ArrayList<>();
        for (Attribute attribute : found) {
            String name = raw.getOrDefault(attribute.name(), attribute.name());
            if (!name.equals(attribute.name())) {
                used.add(name);
            }
            attributes.add(new Attribute(name, attribute.value()));
        }
        attributes.removeIf(attribute -> attribute.name().equals(StatementJson.RAW_NAME)
                && attribute.value() instanceof Value.Text name
                && used.contains(name.text()));
    }
}
