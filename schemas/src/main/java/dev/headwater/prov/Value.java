package dev.headwater.prov;

import java.time.Instant;

/** Value of an attribute. Two values are equal when they have the same kind and the same content; NaN equals NaN. */
public sealed interface Value {

    /** The value as a text, in the lexical form of its datatype in XML Schema. */
    String lexical();

    record Text(String text) implements Value {
        @Override
        public String lexical() {
            return text;
        }
    }

    record Int(long number) implements Value {
        @Override
        public String lexical() {
            return Long.toString(number);
        }
    }

    /** An {@code xsd:double}, which has names of its own for the infinities. */
    record Real(double number) implements Value {

        private static final String INFINITY = "INF";

        @Override
        public String lexical() {
            if (Double.isInfinite(number)) {
                return number > 0 ? INFINITY : "-" + INFINITY;
            }
            return Double.toString(number);
        }

        /**
         * The inverse of {@link #lexical}; takes what Java calls the infinities, too.
         *
         * @throws NumberFormatException when it is no number
         */
        public static Real parse(String lexical) {
            return new Real(
                    Double.parseDouble(lexical.endsWith(INFINITY) ? lexical.replace(INFINITY, "Infinity") : lexical));
        }
    }

    record Truth(boolean truth) implements Value {
        @Override
        public String lexical() {
            return Boolean.toString(truth);
        }
    }

    /** A qualified name, {@code prefix:local}. */
    record Name(String qualifiedName) implements Value {
        @Override
        public String lexical() {
            return qualifiedName;
        }
    }

    /** A literal with the qualified name of its datatype, such as {@code xsd:dateTime}. */
    record Literal(String lexical, String type) implements Value {}

    /** A text in a language, given by its BCP 47 tag. */
    record LanguageText(String text, String language) implements Value {
        @Override
        public String lexical() {
            return text;
        }
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Int(number);
    }

    static Value of(double number) {
        return new Real(number);
    }

    static Value of(boolean truth) {
        return new Truth(truth);
    }

    static Value of(Instant time) {
        return new Literal(Times.lexical(time), "xsd:dateTime");
    }

    static Value name(String qualifiedName) {
        return new Name(qualifiedName);
    }

    /**
     * The value of a scalar as parameters and facts carry it.
     *
     * @param scalar a String, Long, Integer, Double, Float or Boolean
     * @throws IllegalArgumentException for anything else
     */
    static Value ofScalar(Object scalar) {
        if (scalar instanceof CharSequence text) {
            return new Text(text.toString());
        } else if (scalar instanceof Long || scalar instanceof Integer) {
            return new Int(((Number) scalar).longValue());
        } else if (scalar instanceof Double || scalar instanceof Float) {
            return new Real(((Number) scalar).doubleValue());
        } else if (scalar instanceof Boolean truth) {
            return new Truth(truth);
        }
        throw new IllegalArgumentException("a value is a text, a number or a truth value, not a "
                + scalar.getClass().getName());
    }
}
