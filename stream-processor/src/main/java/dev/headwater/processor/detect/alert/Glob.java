package dev.headwater.processor.detect.alert;

import java.util.List;

/** A pattern in which {@code *} stands for any characters, {@code /} too, and {@code ?} for one. */
public final class Glob {

    private Glob() {}

    /** Whether any of them matches; where there are none, everything does. */
    public static boolean anyMatches(List<String> patterns, String text) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, text));
    }

    /** In time of at most pattern times text, whatever the pattern: there is only one star to come back to. */
    public static boolean matches(String pattern, String text) {
        int p = 0;
        int star = -1;
        int starredTo = 0;
        int t = 0;
        while (t < text.length()) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (wanted == '*') {
                star = p++;
                starredTo = t;
            } else if (p < pattern.length() && (wanted == '?' || wanted == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starredTo;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
