package dev.headwater.launcher;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and durations as a person reads them. */
public final class Figures {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Figures() {}

    /** Five significant digits: {@code 0.34125}, {@code 1.2346e+09}, {@code NaN}. */
    public static String of(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        return size >= 1e-3 && size < 1e6
                ? trimmed(String.format(Locale.ROOT, "%." + decimals(size) + "f", value))
                : String.format(Locale.ROOT, "%.4e", value);
    }

    /** {@code 1,234,567}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 0.4 s}, {@code 12.3 s}, {@code 4 min 5 s}, {@code 2 h 7 min}. */
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** Time of day with date, in the zone of this machine. */
    public static String of(Instant instant) {
        return TIME.format(instant);
    }

    private static int decimals(double size) {
        return Math.max(0, 4 - (int) Math.floor(Math.log10(size)));
    }

    private static String trimmed(String decimal) {
        return decimal.contains(".") ? decimal.replaceAll("0+$", "").replaceAll("\\.$", "") : decimal;
    }
}
