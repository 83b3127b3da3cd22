package dev.headwater.agent.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps secrets at home. A value is replaced when its key names a secret (words password, secret, credential, or a key
 * that is an API, access, private, auth or signing key), when its key ends in token and the value looks random, or when the
 * value has the form of a well-known token; user and password are cut out of URLs. Keys that merely contain such letters,
 * as tokenizer or max_tokens do, stay.
 */
public final class Redactor {

    /** What stands in place of a secret. */
    public static final String REDACTED = "[redacted]";

    private static final Set<String> SECRETS = Set.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "secrets",
            "credential",
            "credentials",
            "apikey",
            "authorization");
    private static final Set<String> KEY_KINDS =
            Set.of("api", "access", "private", "secret", "auth", "signing", "encryption", "account");
    private static final Pattern WORD_BOUNDARY = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern RANDOM = Pattern.compile("(?=[^ ]*\\d)(?=[^ ]*[A-Za-z])[A-Za-z0-9+/=_.:-]{16,}");
    private static final Pattern TOKEN = Pattern.compile("\\b(?:"
            + "AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,}|glpat-[A-Za-z0-9_-]{20,}"
            + "|hf_[A-Za-z0-9]{30,}|sk-[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[0-9A-Za-z_-]{35}"
            + "|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"
            + ")|-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*)|(?<=Bearer )[A-Za-z0-9+/=_.-]{16,}");
    private static final Pattern URL_CREDENTIALS = Pattern.compile("(?<=[a-zA-Z0-9+.-]://)[^/@\\s]+@");
    private static final Pattern ASSIGNMENT = Pattern.compile("(-{0,2}[A-Za-z_][A-Za-z0-9_.-]*)=(.*)", Pattern.DOTALL);

    private Redactor() {}

    /** The value of a key, or what may be said of it. */
    public static String value(String key, String value) {
        if (isSecret(key, value)) {
            return REDACTED;
        }
        return text(value);
    }

    /** A text without tokens and without credentials in URLs. */
    public static String text(String text) {
        return TOKEN.matcher(URL_CREDENTIALS.matcher(text).replaceAll("")).replaceAll(REDACTED);
    }

    /** A command line: {@code --key=value}, {@code KEY=value}, {@code -Dkey=value} and {@code --key value}. */
    public static List<String> commandLine(List<String> words) {
        List<String> clean = new ArrayList<>(words.size());
        String option = "";
        for (String word : words) {
            var assignment = ASSIGNMENT.matcher(word);
            if (assignment.matches()) {
                String key = assignment.group(1);
                clean.add(key + "=" + value(key.startsWith("-D") ? key.substring(2) : key, assignment.group(2)));
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

    private static boolean isSecret(String key, String value) {
        if (value.isEmpty()) {
            return false;
        }
        String[] words = WORD_BOUNDARY.split(key);
        for (int i = 0; i < words.length; i++) {
            String word = words[i].toLowerCase(Locale.ROOT);
            boolean namesKey = i > 0
                    && (word.equals("key") || word.equals("keys"))
                    && KEY_KINDS.contains(words[i - 1].toLowerCase(Locale.ROOT));
            boolean namesToken = i == words.length - 1
                    && word.equals("token")
                    && RANDOM.matcher(value).matches();
            if (SECRETS.contains(word) || namesKey || namesToken) {
                return true;
            }
        }
        return false;
    }
}
