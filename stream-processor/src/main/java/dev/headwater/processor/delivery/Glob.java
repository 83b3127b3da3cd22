package dev.headwater.processor.delivery;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pattern in which {@code *} stands for any text and {@code ?} for one character. */
record Glob(String text) {

    boolean matches(String name) {
        return pattern().matcher(name).matches();
    }

    /** Whether any of them matches; where there are none, everything does. */
    static boolean any(List<Glob> globs, String name) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(name));
    }

    private Pattern pattern() {
        return Pattern.compile(
                text.chars()
                        .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }
}
