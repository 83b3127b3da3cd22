package dev.headwater.launcher.replay;

import java.util.Locale;
import java.util.Set;

/**
 * Numbers as log files spell them: decimal with or without exponent, {@code nan}, {@code inf} and {@code infinity} in any
 * case with or without sign. Not Java's own extras such as {@code 1d} and {@code 0x1p3}.
 */
public final class Numbers {

    private static final Set<String> WORDS = Set.of("nan", "inf", "infinity");

    private Numbers() {}

    /** @param text without space around it */
    public static boolean isNumber(String text) {
        int length = text.length();
        int i = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int digits = skipDigits(text, i);
        int mantissa = digits - i;
        i = digits;
        if (i < length && text.charAt(i) == '.') {
            digits = skipDigits(text, i + 1);
            mantissa += digits - i - 1;
            i = digits;
        }
        if (mantissa == 0) {
            return isWord(text);
        }
        if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < length && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
                i++;
            }
            digits = skipDigits(text, i);
            if (digits == i) {
                return false;
            }
            i = digits;
        }
        return i == length;
    }

    /** @param text for which {@link #isNumber} holds */
    public static double parse(String text) {
        char last = text.charAt(text.length() - 1);
        if ((last >= '0' && last <= '9') || last == '.') {
            return Double.parseDouble(text);
        }
        if (unsigned(text).startsWith("n")) {
            return Double.NaN;
        }
        return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static boolean isWord(String text) {
        return text.length() <= 9 && WORDS.contains(unsigned(text));
    }

    private static String unsigned(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
    }

    private static int skipDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
