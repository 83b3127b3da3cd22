package dev.headwater.sink.yprov;

import dev.headwater.prov.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What yProv4ML's documents say as text, as what it is: numbers and truths of Python's {@code str}, literals whose datatype is
 * in the text ({@code 1973^^xsd:double}), printed dictionaries of PROV-JSON, times without a zone.
 */
final class Repairs {

    private static final Pattern TYPED =
            Pattern.compile("\"?(.*?)\"?\\^\\^<?\"?[\\w-]+[:#](\\w+)\"?>?", Pattern.DOTALL);
    private static final Pattern PRINTED =
            Pattern.compile("\\{'\\$': *(.+), *'type': *'(?:[\\w-]+:)?(\\w+)'\\}", Pattern.DOTALL);
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern REAL = Pattern.compile(
            "-?((0|[1-9]\\d*)\\.\\d*|\\.\\d+)(e[+-]?\\d+)?|-?(0|[1-9]\\d*)e[+-]?\\d+|-?inf|nan",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SECONDS = Pattern.compile("\\d{9,11}(\\.\\d*)?");
    private static final Pattern OFFSET = Pattern.compile(".*([+-])(\\d{2}):?(\\d{2})");

    private Repairs() {}

    /** The name behind the last colon, or number sign. */
    static String bare(String qualified) {
        return qualified.substring(Math.max(qualified.lastIndexOf(':'), qualified.lastIndexOf('#')) + 1);
    }

    /** The value that a text was printed from. A text that is no number or truth as Python prints them stays one. */
    static Value value(String text) {
        Matcher printed = PRINTED.matcher(text);
        Matcher typed = TYPED.matcher(text);
        if (printed.matches()) {
            return typed(unquoted(printed.group(1)), printed.group(2));
        } else if (typed.matches()) {
            return typed(typed.group(1), typed.group(2));
        }
        return guessed(text);
    }

    /** The text without the datatype that was printed into it, and otherwise as it is: no version is a number. */
    static String plain(String text) {
        Matcher printed = PRINTED.matcher(text);
        Matcher typed = TYPED.matcher(text);
        return printed.matches() ? unquoted(printed.group(1)) : typed.matches() ? typed.group(1) : text;
    }

    private static Value typed(String lexical, String type) {
        return switch (type) {
            case "string", "str" -> Value.of(lexical);
            case "double", "float", "decimal" ->
                number(lexical).<Value>map(Value.Real::new).orElseGet(() -> Value.of(lexical));
            default -> guessed(lexical);
        };
    }

    private static Value guessed(String text) {
        if (text.equals("True") || text.equals("true")) {
            return Value.of(true);
        } else if (text.equals("False") || text.equals("false")) {
            return Value.of(false);
        } else if (INTEGER.matcher(text).matches()) {
            return Value.of(Long.parseLong(text));
        }
        return real(text).orElseGet(() -> Value.of(text));
    }

    private static Optional<Value> real(String text) {
        return REAL.matcher(text).matches() ? number(text).map(Value::of) : Optional.empty();
    }

    /** A number as Python prints it. */
    static Optional<Double> number(String text) {
        try {
            return Optional.of(
                    switch (text.strip().toLowerCase(Locale.ROOT)) {
                        case "nan" -> Double.NaN;
                        case "inf", "infinity" -> Double.POSITIVE_INFINITY;
                        case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                        default -> Double.parseDouble(text.strip());
                    });
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The whole number that a text was printed from; null for any other. */
    static @Nullable Long integer(String text) {
        return value(text) instanceof Value.Int number ? number.number() : null;
    }

    /**
     * A time as text, or in seconds since 1970.
     *
     * @param zone as yProv4ML names it, such as {@code CET+0100}; empty for UTC, which is then a guess
     */
    static Optional<Instant> time(String text, String zone) {
        String plain = plain(text).replace(' ', 'T');
        if (SECONDS.matcher(plain).matches()) {
            return Optional.of(Instant.ofEpochMilli(Math.round(Double.parseDouble(plain) * 1_000)));
        }
        try {
            return Optional.of(OffsetDateTime.parse(plain).toInstant());
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(LocalDateTime.parse(plain).toInstant(offset(zone)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    private static ZoneOffset offset(String zone) {
        Matcher offset = OFFSET.matcher(zone);
        return offset.matches()
                ? ZoneOffset.of(offset.group(1) + offset.group(2) + ":" + offset.group(3))
                : ZoneOffset.UTC;
    }

    private static String unquoted(String printed) {
        boolean quoted = printed.length() >= 2 && (printed.startsWith("'") || printed.startsWith("\""));
        return quoted ? printed.substring(1, printed.length() - 1) : printed;
    }
}
