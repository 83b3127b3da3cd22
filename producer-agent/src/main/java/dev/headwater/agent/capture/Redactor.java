package dev.headwater.agent.capture;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps secrets at home: what it returns may be written to the journal. The rules are in {@code docs/redaction.md}; the
 * environment variable {@code HEADWATER_REDACT} of this process adds to them. Takes time in proportion to the text.
 */
public final class Redactor {

    /** What stands in place of a secret. */
    public static final String REDACTED = "[redacted]";

    /** Of CloudFront, S3 version 2, Google and Azure (shared access signatures). */
    private static final Set<String> SIGNATURE = Set.of(
            "sig",
            "signature",
            "expires",
            "awsaccesskeyid",
            "googleaccessid",
            "key-pair-id",
            "policy",
            "se",
            "sp",
            "sv",
            "sr",
            "st",
            "spr",
            "ss",
            "srt",
            "sip",
            "skoid",
            "sktid",
            "skt",
            "ske",
            "sks",
            "skv",
            "sdd");

    private static final String VARIABLE = "HEADWATER_REDACT";
    private static volatile SecretRules rules = SecretRules.of(System.getenv());

    private Redactor() {}

    /**
     * Adds to the rules that this process began with.
     *
     * @param more as {@code HEADWATER_REDACT} would say it; that still holds
     */
    public static void extend(String more) {
        String begunWith = System.getenv().getOrDefault(VARIABLE, "");
        if (!more.isBlank() && !more.equals(begunWith)) {
            rules = SecretRules.of(Map.of(VARIABLE, begunWith + "," + more));
        }
    }

    /** The value of a key, or what may be said of it. */
    public static String value(String key, String value) {
        return rules.value(key, value);
    }

    /** Whether a key alone tells that its value is a secret, whatever it looks like. */
    public static boolean isSecret(String key) {
        return rules.isSecret(key);
    }

    /** A text without secrets of known form; cut after 32,768 characters. */
    public static String text(String text) {
        return rules.text(text);
    }

    /** A command line: {@code --key=value}, {@code KEY=value}, {@code -Dkey=value} and {@code --key value}. */
    public static List<String> commandLine(List<String> words) {
        return rules.commandLine(words);
    }

    /** The address of something, without credentials, and without the signature that lets who has it read for an hour. */
    public static String uri(String uri) {
        int query = uri.indexOf('?');
        int fragment = uri.indexOf('#', Math.max(query, 0));
        if (query < 0 || fragment >= 0 && fragment < query) {
            return text(uri);
        }
        List<String> parameters = List.of(
                uri.substring(query + 1, fragment < 0 ? uri.length() : fragment).split("&"));
        if (parameters.stream().noneMatch(Redactor::signs)) {
            return text(uri);
        }
        String kept = parameters.stream()
                .filter(parameter -> !belongsToSignature(name(parameter)))
                .collect(Collectors.joining("&"));
        return text(uri.substring(0, query)
                + (kept.isEmpty() ? "" : "?" + kept)
                + (fragment < 0 ? "" : uri.substring(fragment)));
    }

    private static boolean signs(String parameter) {
        String name = name(parameter);
        return name.equals("sig") || name.endsWith("signature");
    }

    private static boolean belongsToSignature(String name) {
        return name.startsWith("x-amz-") || name.startsWith("x-goog-") || SIGNATURE.contains(name);
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
    }
}
