package dev.headwater.agent;

import dev.headwater.agent.capture.Redactor;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** Values of any type to the four that travel: long, double, boolean, text. Texts are redacted and bounded. */
final class ParamValue {

    static final int LONGEST_TEXT = 16_384;
    static final int LONGEST_NAME = 512;

    private ParamValue() {}

    /** @return a Long, Double, Boolean or String */
    static Object of(String key, @Nullable Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number && Redactor.isSecret(key)) {
            // A password of digits alone.
            return Redactor.REDACTED;
        }
        if (value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float single) {
            // By way of its text: 0.1f is meant as 0.1, not as 0.10000000149.
            return Double.valueOf(single.toString());
        }
        if (value instanceof BigInteger big && big.bitLength() < 64) {
            return big.longValue();
        }
        if (value instanceof URI || value instanceof URL) {
            return text(key, Redactor.uri(value.toString()));
        }
        return text(key, value);
    }

    /** The text of a value, as it may be said. */
    static String text(String key, @Nullable Object value) {
        return bounded(Redactor.value(key, String.valueOf(value)), LONGEST_TEXT);
    }

    /** A name, redacted, and cut where it is longer than any name should be. */
    static String name(String name) {
        return bounded(Redactor.text(name), LONGEST_NAME);
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
