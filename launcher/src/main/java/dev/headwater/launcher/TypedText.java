package dev.headwater.launcher;

/** The value that a person means by a word on the command line: {@code 3}, {@code 0.1}, {@code true}, or text. */
public final class TypedText {

    private TypedText() {}

    /** @return a Long, Double, Boolean or String */
    public static Object of(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (text.matches("-?(0|[1-9]\\d{0,17})")) {
            return Long.valueOf(text);
        }
        return text.matches("-?((0|[1-9]\\d*)\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?") ? (Object) Double.valueOf(text) : text;
    }
}
