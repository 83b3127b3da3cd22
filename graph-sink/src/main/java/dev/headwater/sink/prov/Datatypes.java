package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The datatypes of values in one container: a few, which come again and again. Each is looked up once, and forgotten when
 * another needs its place.
 */
final class Datatypes {

    private static final int SLOTS = 64;

    /** What values of a datatype are to us. */
    enum Sort {
        NAME,
        NUMBER,
        OTHER
    }

    /**
     * @param written as it is in the document
     * @param name as read; null when its prefix is not declared
     */
    record Datatype(
            String written, char[] characters, @Nullable String name, Sort sort) {

        private boolean is(char[] text, int from, int length) {
            return Arrays.equals(characters, 0, characters.length, text, from, from + length);
        }
    }

    private final @Nullable Datatype[] slots = new Datatype[SLOTS];
    private final Scope scope;

    Datatypes(Scope scope) {
        this.scope = scope;
    }

    /** The datatype that the token is which the parser is at. */
    Datatype of(JsonParser json) throws IOException {
        char[] text = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        int slot = length == 0 ? 0 : (31 * text[from + length - 1] + length) % SLOTS;
        Datatype known = slots[slot];
        if (known == null || !known.is(text, from, length)) {
            known = lookUp(new String(text, from, length));
            slots[slot] = known;
        }
        return known;
    }

    private Datatype lookUp(String written) {
        String name = scope.name(written);
        Sort sort = switch (String.valueOf(name)) {
            case "prov:QUALIFIED_NAME", "xsd:QName" -> Sort.NAME;
            case "xsd:long", "xsd:double" -> Sort.NUMBER;
            default -> Sort.OTHER;
        };
        return new Datatype(written, written.toCharArray(), name, sort);
    }
}
