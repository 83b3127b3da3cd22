package dev.headwater.sink.prov.constraints;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of {@code xsd:dateTime}, XML Schema 1.1 part 2, section 3.3.7. */
final class DateTime {

    private static final Pattern LEXICAL = Pattern.compile("(-?)([0-9]{4,9})-([0-9]{2})-([0-9]{2})"
            + "T([0-9]{2}:[0-9]{2}:[0-9]{2})(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?");

    private static final String END_OF_DAY = "24:00:00";

    private DateTime() {}

    /**
     * A text that two times share if and only if they are the same value: seconds since 1970, marked when there is a time
     * zone, for a time with one never equals a time without. Null when it is no time.
     */
    static @Nullable String value(String lexical) {
        Matcher parts = LEXICAL.matcher(lexical.strip());
        if (!parts.matches()) {
            return null;
        }
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(parts.group(1) + parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    Integer.parseInt(parts.group(4)));
            boolean endOfDay = parts.group(5).equals(END_OF_DAY);
            LocalTime time = endOfDay ? LocalTime.MIDNIGHT : LocalTime.parse(parts.group(5));
            String zone = parts.group(7);
            long seconds = date.plusDays(endOfDay ? 1 : 0)
                    .atTime(time)
                    .toEpochSecond(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
            String fraction = parts.group(6) == null ? "" : parts.group(6);
            int significant = fraction.length();
            while (significant > 0
                    && (fraction.charAt(significant - 1) == '0' || fraction.charAt(significant - 1) == '.')) {
                significant--;
            }
            // The fraction stays a text: it may have millions of digits.
            return seconds + fraction.substring(0, significant) + (zone == null ? "" : "Z");
        } catch (DateTimeException e) {
            return null;
        }
    }
}
