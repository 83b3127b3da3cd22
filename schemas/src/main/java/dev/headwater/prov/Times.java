package dev.headwater.prov;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as statements write them: {@code xsd:dateTime} in UTC with milliseconds, {@code 2026-01-31T23:59:59.000Z}. */
public final class Times {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    public static String lexical(Instant time) {
        return FORMAT.format(time);
    }

    public static String lexical(long epochMillis) {
        return lexical(Instant.ofEpochMilli(epochMillis));
    }
}
