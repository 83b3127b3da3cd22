package dev.headwater.agent.capture;

import java.util.Locale;
import java.util.Set;

/**
 * Secrets inside a longer text: credentials in URLs, {@code key=value} and {@code key: value}, {@code --key value},
 * signatures of addresses, PEM blocks. Each rule passes over the text once; none goes back.
 */
final class SecretTexts {

    private static final int LONGEST_KEY = 64;
    private static final Set<String> SIGNED = Set.of(
            "sig",
            "signature",
            "x-amz-signature",
            "x-amz-credential",
            "x-goog-signature",
            "x-goog-credential",
            "awsaccesskeyid",
            "googleaccessid");
    private static final Set<String> TO_END_OF_LINE = Set.of("authorization", "cookie", "set-cookie");
    private static final String PEM = "-----BEGIN ";
    private static final String PEM_END = "-----END ";

    private final SecretKeys keys;

    SecretTexts(SecretKeys keys) {
        this.keys = keys;
    }

    /** Private keys, to their end or that of the text; certificates stay. */
    static String withoutPem(String text) {
        int at = text.indexOf(PEM);
        if (at < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        while (at >= 0) {
            int header = text.indexOf("-----", at + PEM.length());
            String name = text.substring(at, header < 0 ? text.length() : header);
            if (!name.contains("PRIVATE")) {
                at = text.indexOf(PEM, header < 0 ? text.length() : header);
                continue;
            }
            clean.append(text, copied, at).append(Redactor.REDACTED);
            int end = header < 0 ? -1 : text.indexOf(PEM_END, header);
            int tail = end < 0 ? -1 : text.indexOf("-----", end + PEM_END.length());
            copied = tail < 0 ? text.length() : tail + 5;
            at = text.indexOf(PEM, copied);
        }
        return clean.append(text, copied, text.length()).toString();
    }

    /** User and password of URLs are cut out; so is a password that holds a slash, against the rules of URLs. */
    static String withoutUserInfo(String text) {
        int at = text.indexOf("://");
        if (at < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        while (at >= 0) {
            int from = at + 3;
            int end = from;
            int lastAt = -1;
            boolean path = false;
            boolean password = false;
            while (end < text.length() && !endsUrl(text.charAt(end))) {
                char c = text.charAt(end);
                if (c == '@' && (!path || password)) {
                    lastAt = end;
                } else if (!path && c == ':' && text.charAt(from) != '[') {
                    password |= end + 1 < text.length() && !Character.isDigit(text.charAt(end + 1));
                } else if (c == '/' || c == '?' || c == '#') {
                    path = true;
                    if (lastAt >= 0 || text.startsWith("//", end)) {
                        break;
                    }
                }
                end++;
            }
            if (lastAt >= 0) {
                clean.append(text, copied, from);
                copied = lastAt + 1;
            }
            at = text.indexOf("://", Math.max(from, end - 1));
        }
        return clean.append(text, copied, text.length()).toString();
    }

    private static boolean endsUrl(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`';
    }

    /** Values of keys that name secrets. */
    String withoutAssigned(String text) {
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean assigns = c == '=' || c == ':' && !text.startsWith("//", i + 1);
            boolean option = (c == ' ' || c == '\t') && i > 0 && isKey(text.charAt(i - 1));
            if (!assigns && !option) {
                continue;
            }
            String key = keyBefore(text, i, copied);
            if (key.isEmpty() || option && !key.startsWith("--")) {
                continue;
            }
            SecretKeys.Verdict verdict = isSigned(text, i, key) ? SecretKeys.Verdict.SECRET : keys.of(key);
            if (verdict == SecretKeys.Verdict.NO) {
                continue;
            }
            boolean wholeLine = TO_END_OF_LINE.contains(key.toLowerCase(Locale.ROOT));
            boolean sure = verdict == SecretKeys.Verdict.SECRET;
            int from = SecretValue.start(text, i + 1, sure);
            int to = SecretValue.end(text, i + 1, from, wholeLine, sure);
            if (to > from
                    && (sure || Randomness.looksRandom(text.substring(from, to)))
                    && !text.startsWith(Redactor.REDACTED, from)) {
                clean.append(text, copied, from).append(Redactor.REDACTED);
                copied = to;
            }
            i = Math.max(i, to - 1);
        }
        return copied == 0 ? text : clean.append(text, copied, text.length()).toString();
    }

    private static boolean isSigned(String text, int at, String key) {
        int before = at - key.length() - 1;
        return before >= 0
                && (text.charAt(before) == '?' || text.charAt(before) == '&')
                && SIGNED.contains(key.toLowerCase(Locale.ROOT));
    }

    private static String keyBefore(String text, int at, int notBefore) {
        int end = at;
        while (end > notBefore && at - end < 2 && " \"'\\".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int from = end;
        while (from > notBefore && end - from < LONGEST_KEY && isKey(text.charAt(from - 1))) {
            from--;
        }
        return text.substring(from, end);
    }

    private static boolean isKey(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }
}
