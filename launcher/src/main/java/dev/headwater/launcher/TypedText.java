package dev.headwater.launcher;

/** The value that a person means by a word on the command line: {@code 3}, {@code 0.1}, {@code true}, or text. */
public final class TypedText {

    /** As many digits as surely fit a long; longer ones stay text, which loses nothing. */
    private static final int MOST_DIGITS = 18;

    private TypedText() {}

    /** @return a Long, Double, Boolean or String */
    public static Object of(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (text.matches("-?(0|[1-9]\\d*)")) {
            return text.length() <= MOST_DIGITS ? (Object) Long.valueOf(text) : text;
        }
        return text.matches("-?((0|[1-9]\\d*)(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?")
                ? (Object) Double.valueOf(text)
                : text;
    }
}
