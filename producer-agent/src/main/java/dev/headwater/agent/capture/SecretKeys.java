package dev.headwater.agent.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which keys name a secret: by their words, so that tokenizer, max_tokens, num_keys and secretary name none. */
final class SecretKeys {

    /** How sure a key makes us. */
    enum Verdict {
        /** Whatever the value is, it is a secret. */
        SECRET,
        /** It is one when it looks random. */
        PERHAPS,
        /** The key says nothing. */
        NO
    }

    private static final Set<String> SECRETS = Set.of(
            "password",
            "passwords",
            "passwd",
            "pwd",
            "passphrase",
            "passcode",
            "secret",
            "secrets",
            "credential",
            "credentials",
            "apikey",
            "apitoken",
            "accesskey",
            "secretkey",
            "privatekey",
            "accountkey",
            "sharedaccesskey",
            "authtoken",
            "accesstoken",
            "authorization",
            "cookie",
            "jwt");
    /** A word that is written together with others, as PGPASSWORD is. */
    private static final List<String> ENDINGS =
            List.of("password", "passwd", "passphrase", "secret", "apikey", "accesskey", "secretkey", "authtoken");

    private static final Set<String> KEY_KINDS = Set.of(
            "api",
            "access",
            "private",
            "secret",
            "auth",
            "signing",
            "encryption",
            "account",
            "shared",
            "master",
            "ssh",
            "license",
            "service",
            "storage",
            "subscription");
    private static final Set<String> TOKEN_KINDS = Set.of(
            "auth",
            "access",
            "refresh",
            "api",
            "bearer",
            "bot",
            "session",
            "security",
            "personal",
            "secret",
            "sas",
            "oauth",
            "csrf",
            "deploy",
            "github",
            "gitlab",
            "hf",
            "hub",
            "slack",
            "npm",
            "pypi",
            "registry",
            "vault");
    private static final Set<String> PASS_KINDS = Set.of(
            "db",
            "user",
            "mysql",
            "pg",
            "postgres",
            "redis",
            "smtp",
            "mail",
            "root",
            "admin",
            "login",
            "ssl",
            "ssh",
            "keystore",
            "truststore",
            "neo4j",
            "kafka",
            "sasl",
            "http",
            "proxy",
            "basic");
    /** What a key is about when it ends so: something of a secret, not the secret. */
    private static final Set<String> ABOUT = Set.of(
            "file",
            "path",
            "dir",
            "name",
            "arn",
            "length",
            "len",
            "type",
            "policy",
            "enabled",
            "required",
            "provider",
            "class",
            "count",
            "env",
            "rotation",
            "hint",
            "min",
            "max");

    private final Set<String> further;

    /** @param further words that name a secret as well */
    SecretKeys(Set<String> further) {
        Set<String> lower = new HashSet<>();
        further.forEach(word -> lower.add(String.join(" ", words(word))));
        this.further = Set.copyOf(lower);
    }

    Verdict of(String key) {
        List<String> given = words(key);
        List<String> words = withoutNumbers(given);
        if (isFurther(given) || isFurther(words)) {
            return Verdict.SECRET;
        }
        if (words.isEmpty()) {
            return Verdict.NO;
        }
        String last = words.get(words.size() - 1);
        if (words.size() > 1 && ABOUT.contains(last)) {
            return Verdict.NO;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String before = i == 0 ? "" : words.get(i - 1);
            boolean namesKey = (word.equals("key") || word.equals("keys")) && KEY_KINDS.contains(before);
            boolean namesPass = word.equals("pass") && i == words.size() - 1 && PASS_KINDS.contains(before);
            boolean namesToken = word.equals("token") && i == words.size() - 1 && TOKEN_KINDS.contains(before);
            if (SECRETS.contains(word) || namesKey || namesPass || namesToken || endsInSecret(word)) {
                return Verdict.SECRET;
            }
        }
        return last.equals("token") || last.equals("pat") || last.equals("sas") ? Verdict.PERHAPS : Verdict.NO;
    }

    private boolean isFurther(List<String> words) {
        if (further.isEmpty()) {
            return false;
        }
        String all = " " + String.join(" ", words) + " ";
        return further.stream().anyMatch(word -> all.contains(" " + word + " "));
    }

    private static boolean endsInSecret(String word) {
        return ENDINGS.stream().anyMatch(word::endsWith);
    }

    /** The words of a key in lower case: parted by anything but letters and digits, and where camel case parts them. */
    static List<String> words(String key) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= key.length(); i++) {
            boolean end = i == key.length() || !isWord(key.charAt(i));
            boolean hump = !end
                    && i > from
                    && Character.isUpperCase(key.charAt(i))
                    && !Character.isUpperCase(key.charAt(i - 1));
            if ((end || hump) && i > from) {
                words.add(key.substring(from, i).toLowerCase(Locale.ROOT));
            }
            if (end) {
                from = i + 1;
            } else if (hump) {
                from = i;
            }
        }
        return words;
    }

    /** The words without numbers and versions at their ends: {@code password1} and {@code api_key_v2} are secrets too. */
    private static List<String> withoutNumbers(List<String> words) {
        List<String> plain = new ArrayList<>(words.size());
        for (String word : words) {
            int end = word.length();
            while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
                end--;
            }
            boolean version = end == 1 && word.length() > 1 && word.charAt(0) == 'v';
            if (end > 0 && !version) {
                plain.add(word.substring(0, end));
            }
        }
        return plain;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c);
    }
}
