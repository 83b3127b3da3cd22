package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.headwater.prov.Value;
import dev.headwater.sink.prov.Datatypes.Datatype;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads values of attributes: plain JSON, or an object of {@code $} with {@code type} or {@code lang}. */
final class LiteralReader {

    private static final SerializedString LEXICAL = new SerializedString("$");
    private static final SerializedString TYPE = new SerializedString("type");

    /** Types that say no more than that it is a text. */
    private static final Set<String> TEXTS = Set.of("xsd:string", "prov:InternationalizedString");

    private final JsonParser json;
    private final Scope scope;
    private final boolean interprets;
    private final Datatypes datatypes;

    /** @param interprets whether a number becomes one, or stays the text that it is */
    LiteralReader(JsonParser json, Scope scope, boolean interprets) {
        this.json = json;
        this.scope = scope;
        this.interprets = interprets;
        this.datatypes = new Datatypes(scope);
    }

    Value value() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> Value.of(json.getText());
            case VALUE_TRUE, VALUE_FALSE -> Value.of(json.getBooleanValue());
            case VALUE_NUMBER_INT -> integer(json.getText());
            case VALUE_NUMBER_FLOAT -> number(json.getText(), "xsd:double");
            case START_OBJECT -> typed();
            default ->
                throw ProvJsonReader.malformed(json, "a value cannot be " + ProvJsonReader.kindOf(json.currentToken()));
        };
    }

    /** A value of which only the text counts. */
    String text() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        } else if (json.currentToken() == JsonToken.START_OBJECT) {
            String text = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String part = part();
                text = part.equals("$") ? json.getText() : text;
            }
            if (text != null) {
                return text;
            }
        }
        throw ProvJsonReader.malformed(json, "must be a text");
    }

    private Value typed() throws IOException {
        String lexical = null;
        Datatype type = null;
        String language = null;
        // A key that is expected is compared, and no text is made of it.
        json.nextFieldName(LEXICAL);
        while (json.currentToken() == JsonToken.FIELD_NAME) {
            switch (part()) {
                case "$" -> lexical = json.getText();
                case "type" -> type = datatypes.of(json);
                default -> language = json.getText();
            }
            json.nextFieldName(TYPE);
        }
        if (lexical == null) {
            throw ProvJsonReader.malformed(json, "a typed value needs its text, as $");
        } else if (language != null) {
            if (type != null && !TEXTS.contains(String.valueOf(type.name()))) {
                throw ProvJsonReader.malformed(
                        json, "a text in a language cannot have the type \"" + type.written() + "\"");
            }
            return new Value.LanguageText(lexical, language);
        }
        return type == null ? Value.of(lexical) : typed(lexical, type);
    }

    /** From a key of a typed value to its text. @return the key: $, type or lang */
    private String part() throws IOException {
        String key = json.currentName();
        JsonToken token = json.nextToken();
        if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw ProvJsonReader.malformed(json, "cannot be " + ProvJsonReader.kindOf(token));
        } else if (!key.equals("$") && !key.equals("type") && !key.equals("lang")) {
            throw ProvJsonReader.malformed(json, "is neither $ nor type nor lang");
        }
        return key;
    }

    private Value typed(String lexical, Datatype type) throws ProvJsonException {
        String name = type.name();
        if (name == null) {
            throw ProvJsonReader.malformed(json, "the prefix of the type \"" + type.written() + "\" is not declared");
        }
        return switch (type.sort()) {
            case NAME -> name(lexical, name);
            case NUMBER -> number(lexical, name);
            case OTHER -> Literals.of(lexical, name);
        };
    }

    private Value number(String lexical, String type) {
        return interprets ? Literals.of(lexical, type) : new Value.Literal(lexical, type);
    }

    /** A name whose prefix nobody declares stays a text. */
    private Value name(String lexical, String type) {
        @Nullable String name = scope.name(lexical);
        return name == null || name.startsWith("_:") ? new Value.Literal(lexical, type) : new Value.Name(name);
    }

    /** A JSON integer has the narrowest of the types that hold it, as Python's readers see it. */
    private Value integer(String lexical) {
        try {
            long number = Long.parseLong(lexical);
            return number == (int) number ? new Value.Literal(lexical, "xsd:int") : number(lexical, "xsd:long");
        } catch (NumberFormatException e) {
            return new Value.Literal(lexical, "xsd:integer");
        }
    }
}
