package dev.headwater.agent.capture;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What is a secret: the rules of {@code docs/redaction.md}, and those that {@code HEADWATER_REDACT} adds. */
final class SecretRules {

    private static final Logger LOG = new LateLogger();
    /** Of a longer text only so much is looked at, and kept. */
    static final int LONGEST_TEXT = 1 << 15;

    private static final int LONGEST_WORD = 1 << 12;
    private static final Set<String> NO_VALUES = Set.of("", "true", "false", "none", "null", "yes", "no");

    private final SecretKeys keys;
    private final SecretTexts texts;
    private final List<Pattern> patterns;
    private final AtomicBoolean warned = new AtomicBoolean();

    private final Set<String> words;

    private SecretRules(Set<String> words, List<Pattern> patterns) {
        this.words = Set.copyOf(words);
        this.keys = new SecretKeys(words);
        this.texts = new SecretTexts(keys);
        this.patterns = List.copyOf(patterns);
    }

    /** The rules in an environment: {@code HEADWATER_REDACT} is read, a mistake in it is said once and passed over. */
    static SecretRules of(Map<String, String> environment) {
        return new SecretRules(Set.of(), List.of()).and(environment.getOrDefault("HEADWATER_REDACT", ""));
    }

    /** These rules and more, written as {@code HEADWATER_REDACT} is. */
    SecretRules and(String more) {
        Set<String> words = new HashSet<>(this.words);
        List<Pattern> patterns = new ArrayList<>(this.patterns);
        for (String part : parts(more)) {
            if (part.length() > 1 && part.startsWith("/") && part.endsWith("/")) {
                compile(part.substring(1, part.length() - 1), patterns);
            } else if (SecretKeys.words(part).isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "HEADWATER_REDACT: \"{0}\" is no word of a key and no /regular expression/; it is passed over,"
                                + " all other rules hold.",
                        part);
            } else {
                words.add(part);
            }
        }
        return new SecretRules(words, patterns);
    }

    private static void compile(String expression, List<Pattern> patterns) {
        try {
            Pattern pattern = Pattern.compile(expression);
            if (pattern.matcher("").find()) {
                LOG.log(
                        Level.WARNING,
                        "HEADWATER_REDACT: /{0}/ matches the empty text; it is passed over, all other rules hold.",
                        expression);
            } else {
                patterns.add(pattern);
            }
        } catch (PatternSyntaxException e) {
            LOG.log(
                    Level.WARNING,
                    "HEADWATER_REDACT: /{0}/ is no regular expression ({1}); it is passed over, all other rules hold.",
                    expression,
                    e.getDescription());
        }
    }

    /** The parts between commas; a regular expression between slashes may have commas. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            while (at < text.length() && (text.charAt(at) == ',' || Character.isWhitespace(text.charAt(at)))) {
                at++;
            }
            int end = at < text.length() && text.charAt(at) == '/' ? endOfExpression(text, at) : text.indexOf(',', at);
            end = end < 0 ? text.length() : end;
            if (end > at) {
                parts.add(text.substring(at, end).strip());
            }
            at = end;
        }
        return parts;
    }

    private static int endOfExpression(String text, int at) {
        for (int i = at + 1; i < text.length(); i++) {
            boolean last = i + 1 == text.length() || text.charAt(i + 1) == ',' || text.charAt(i + 1) == ' ';
            if (text.charAt(i) == '/' && text.charAt(i - 1) != '\\' && last) {
                return i + 1;
            }
        }
        return text.indexOf(',', at);
    }

    /** The value of a key, or what may be said of it. */
    String value(String key, String value) {
        boolean secret = switch (keys.of(key)) {
            case SECRET -> !NO_VALUES.contains(value.strip().toLowerCase(Locale.ROOT));
            case PERHAPS -> Randomness.looksRandom(value.strip());
            case NO -> false;
        };
        return secret ? Redactor.REDACTED : text(value);
    }

    boolean isSecret(String key) {
        return keys.of(key) == SecretKeys.Verdict.SECRET;
    }

    /** A text without secrets of known form. */
    String text(String text) {
        String clean = SecretTexts.withoutPem(window(text));
        clean = SecretTexts.withoutUserInfo(clean);
        clean = texts.withoutAssigned(clean);
        for (TokenForm form : TokenForm.KNOWN) {
            clean = form.cut(clean);
        }
        for (Pattern pattern : patterns) {
            clean = replace(pattern, clean);
        }
        return text.length() <= LONGEST_TEXT ? clean : clean + "…";
    }

    /** Of a text that is too long, its beginning, without the word that the cut goes through. */
    private static String window(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = LONGEST_TEXT - 1;
        while (end > LONGEST_TEXT - LONGEST_WORD && !Character.isWhitespace(text.charAt(end))) {
            end--;
        }
        return text.substring(0, end);
    }

    private String replace(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Patience(text)).replaceAll(Redactor.REDACTED);
        } catch (Patience.Lost | StackOverflowError e) {
            if (warned.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "HEADWATER_REDACT: /{0}/ takes too long; what it does not finish is redacted whole. Write it"
                                + " without repetitions inside repetitions.",
                        pattern);
            }
            return Redactor.REDACTED;
        }
    }

    /** A command line: {@code --key=value}, {@code KEY=value}, {@code -Dkey=value} and {@code --key value}. */
    List<String> commandLine(List<String> words) {
        List<String> clean = new ArrayList<>(words.size());
        String option = "";
        for (String word : words) {
            int equals = word.indexOf('=');
            if (!word.startsWith("--") && isSecret(option)) {
                // Also a secret that begins with a hyphen, or has an equals sign in it.
                clean.add(value(option, word));
                option = "";
            } else if (equals > 0 && isKey(word, equals)) {
                String key = word.substring(0, equals);
                clean.add(key + "=" + value(key.startsWith("-D") ? key.substring(2) : key, word.substring(equals + 1)));
                option = "";
            } else if (word.startsWith("-")) {
                clean.add(text(word));
                option = word;
            } else {
                clean.add(option.isEmpty() ? text(word) : value(option, word));
                option = "";
            }
        }
        return clean;
    }

    private static boolean isKey(String word, int end) {
        for (int i = 0; i < end; i++) {
            char c = word.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_.-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A text that lets itself be looked at only so many times: against expressions that try and try again. */
    private static final class Patience implements CharSequence {

        /** It was looked at too often. */
        private static final class Lost extends RuntimeException {
            private static final long serialVersionUID = 1L;

            Lost() {
                super(null, null, false, false);
            }
        }

        private final CharSequence text;
        private long left;

        Patience(CharSequence text) {
            this.text = text;
            this.left = 20_000L + 100L * text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new Lost();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
