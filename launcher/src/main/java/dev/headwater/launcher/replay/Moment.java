package dev.headwater.launcher.replay;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * Times as log files spell them. A number below 100,000,000,000 is in seconds since 1970, one from there to below
 * 100,000,000,000,000 in milliseconds (the two meet in the years 5138 and 1973). Else ISO-8601, with {@code T} or a
 * space between date and time; without a zone it is UTC.
 */
public final class Moment {

    private static final double FIRST_MILLIS = 1e11;
    private static final double TOO_LARGE = 1e14;
    private static final int DATE_LENGTH = 10;

    private Moment() {}

    /**
     * @param text without space around it
     * @return milliseconds since 1970-01-01T00:00:00Z; empty when the text is no time
     */
    public static OptionalLong millis(String text) {
        if (Numbers.isNumber(text)) {
            double number = Numbers.parse(text);
            if (!(Math.abs(number) < TOO_LARGE)) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(Math.round(Math.abs(number) < FIRST_MILLIS ? number * 1000 : number));
        }
        try {
            if (text.length() == DATE_LENGTH) {
                return OptionalLong.of(LocalDate.parse(text)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli());
            }
            if (text.length() < DATE_LENGTH + 2) {
                return OptionalLong.empty();
            }
            String iso = text.charAt(DATE_LENGTH) == ' '
                    ? text.substring(0, DATE_LENGTH) + "T" + text.substring(DATE_LENGTH + 1)
                    : text;
            boolean zoned = iso.endsWith("Z")
                    || iso.endsWith("z")
                    || iso.lastIndexOf('+') > 0
                    || iso.lastIndexOf('-') > DATE_LENGTH;
            return OptionalLong.of(
                    zoned
                            ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
