package dev.headwater.agent.capture;

/**
 * Where the value of a key begins and ends inside a text: behind quotes, brackets, the arrow of a hash, the letter of a Python
 * literal, or indented on the next line. Looks at each character once.
 */
final class SecretValue {

    private static final int FARTHEST = 64;
    private static final String LITERALS = "bBuUrRfF";

    private SecretValue() {}

    /**
     * The start of a value.
     *
     * @param at behind the sign that assigns
     * @param sure whether it is a secret whatever it looks like: then that is also all in a bracket, or an indented line below
     */
    static int start(String text, int at, boolean sure) {
        int from = at;
        while (from < text.length() && from - at < FARTHEST && !text.startsWith(Redactor.REDACTED, from)) {
            char c = text.charAt(from);
            if (isQuote(c)) {
                return behindQuote(text, from);
            }
            if (sure && isBracket(c)) {
                return from + 1;
            }
            boolean passed = " \t\\>|".indexOf(c) >= 0
                    || isBracket(c)
                    || sure && isLineBreak(c) && continues(text, from)
                    || LITERALS.indexOf(c) >= 0 && beginsLiteral(text, from);
            if (!passed) {
                break;
            }
            from++;
        }
        return from;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static boolean isBracket(char c) {
        return c == '[' || c == '(' || c == '{';
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    /** Behind one quote, or three as Python has them; two are an empty value. */
    private static int behindQuote(String text, int at) {
        char quote = text.charAt(at);
        boolean three = at + 2 < text.length() && text.charAt(at + 1) == quote && text.charAt(at + 2) == quote;
        return at + (three ? 3 : 1);
    }

    /** Whether the line after this break is indented: then the value is there, as in YAML. */
    private static boolean continues(String text, int at) {
        int next = text.startsWith("\r\n", at) ? at + 2 : at + 1;
        return next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t');
    }

    /** Whether a quote follows these one or two letters, as in {@code b'…'} and {@code rb"…"}. */
    private static boolean beginsLiteral(String text, int at) {
        int next = at + 1;
        if (next < text.length() && LITERALS.indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next < text.length() && isQuote(text.charAt(next));
    }

    /**
     * The end of a value.
     *
     * @param at behind the sign that assigns
     * @param from where the value starts
     * @param wholeLine whether it goes on over blanks
     * @param sure as for its start
     */
    static int end(String text, int at, int from, boolean wholeLine, boolean sure) {
        char before = from > at ? text.charAt(from - 1) : ' ';
        if (sure && isBracket(before) && !wholeLine) {
            return closing(text, from);
        }
        if (isQuote(before) && !wholeLine) {
            return closingQuote(text, at, from, before);
        }
        boolean nextLine = text.substring(at, from).chars().anyMatch(c -> isLineBreak((char) c));
        String ends = wholeLine ? "\n\r\"'" : nextLine ? "\n\r" : " \t\n\r\"'&;,)]}<>";
        int to = from;
        while (to < text.length() && ends.indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return to;
    }

    /** Where the bracket before is closed again; the end of the text where it is not. */
    private static int closing(String text, int from) {
        char open = text.charAt(from - 1);
        char close = open == '[' ? ']' : open == '(' ? ')' : '}';
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == open ? 1 : c == close ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    /** The quote that ends the value: not one of its own, which has more backslashes before it than the first one had. */
    private static int closingQuote(String text, int at, int from, char quote) {
        int first = from - 1;
        while (first > at && text.charAt(first - 1) == quote) {
            first--;
        }
        int escaped = 0;
        while (first - escaped > at && text.charAt(first - escaped - 1) == '\\') {
            escaped++;
        }
        int run = 0;
        for (int to = from; to < text.length(); to++) {
            char c = text.charAt(to);
            if (c == quote && (escaped == 0 ? run % 2 == 0 : run <= escaped)) {
                return to - Math.min(run, escaped);
            }
            run = c == '\\' ? run + 1 : 0;
        }
        return text.length();
    }
}
