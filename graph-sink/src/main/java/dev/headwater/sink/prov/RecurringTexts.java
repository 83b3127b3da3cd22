package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Texts that come again and again, such as datatypes: each is made once, and forgotten when another needs its place. */
final class RecurringTexts {

    private static final int SLOTS = 64;

    private final @Nullable String[] slots = new String[SLOTS];

    /** The text of the token that the parser is at. */
    String of(JsonParser json) throws IOException {
        char[] text = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        int slot = length == 0 ? 0 : (31 * text[from + length - 1] + length) % SLOTS;
        String known = slots[slot];
        if (known == null || !same(known, text, from, length)) {
            known = new String(text, from, length);
            slots[slot] = known;
        }
        return known;
    }

    private static boolean same(String known, char[] text, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
