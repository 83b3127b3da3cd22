package dev.headwater.agent.capture;

import java.util.List;

/**
 * The form that a service gives its tokens: a beginning, and so many characters of a set. Found in one pass over a text,
 * however hostile.
 *
 * @param prefix how a token begins
 * @param alphabet characters that follow
 * @param shortest fewest characters that follow
 */
record TokenForm(String prefix, Alphabet alphabet, int shortest) {

    /** Characters that a token is made of. */
    enum Alphabet {
        /** A to Z and digits. */
        UPPER,
        /** Letters and digits. */
        ALPHANUMERIC,
        /** Letters, digits, hyphen, underscore. */
        URL_SAFE,
        /** As URL_SAFE, with dots. */
        DOTTED,
        /** As URL_SAFE, of random looks: the prefix is too short to be sure. */
        RANDOM,
        /** As DOTTED, three or five parts of which two are long. */
        JWT,
        /** As URL_SAFE, with slashes. */
        PATH,
        /** What a header may carry. */
        HEADER;

        boolean has(char c) {
            boolean upperOrDigit = c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (this == UPPER || upperOrDigit) {
                return upperOrDigit;
            }
            boolean lower = c >= 'a' && c <= 'z';
            boolean hyphen = c == '-' || c == '_';
            return switch (this) {
                case UPPER, ALPHANUMERIC -> lower;
                case URL_SAFE, RANDOM -> lower || hyphen;
                case DOTTED, JWT -> lower || hyphen || c == '.';
                case PATH -> lower || hyphen || c == '/';
                case HEADER -> lower || hyphen || "./+=~".indexOf(c) >= 0;
            };
        }
    }

    private static final Alphabet WORD = Alphabet.ALPHANUMERIC;
    private static final Alphabet URL = Alphabet.URL_SAFE;

    static final List<TokenForm> KNOWN = List.of(
            // Amazon, Google, Microsoft.
            new TokenForm("AKIA", Alphabet.UPPER, 16),
            new TokenForm("ASIA", Alphabet.UPPER, 16),
            new TokenForm("AIza", URL, 35),
            new TokenForm("ya29.", Alphabet.DOTTED, 20),
            new TokenForm("GOCSPX-", URL, 20),
            // Hugging Face, OpenAI (also Anthropic, DeepSeek: sk-…), and others that serve models.
            new TokenForm("hf_", WORD, 30),
            new TokenForm("api_org_", WORD, 30),
            new TokenForm("sk-", Alphabet.RANDOM, 20),
            new TokenForm("gsk_", WORD, 30),
            new TokenForm("xai-", WORD, 40),
            new TokenForm("pplx-", WORD, 30),
            new TokenForm("nvapi-", URL, 40),
            new TokenForm("r8_", WORD, 30),
            new TokenForm("dapi", WORD, 32),
            new TokenForm("wandb_v", URL, 30),
            new TokenForm("local-", WORD, 40),
            // Where code and packages live.
            new TokenForm("ghp_", WORD, 30),
            new TokenForm("gho_", WORD, 30),
            new TokenForm("ghu_", WORD, 30),
            new TokenForm("ghs_", WORD, 30),
            new TokenForm("ghr_", WORD, 30),
            new TokenForm("github_pat_", URL, 22),
            new TokenForm("glpat-", URL, 20),
            new TokenForm("gldt-", URL, 20),
            new TokenForm("glrt-", URL, 20),
            new TokenForm("glptt-", URL, 20),
            new TokenForm("npm_", WORD, 36),
            new TokenForm("pypi-AgE", URL, 16),
            new TokenForm("dckr_pat_", URL, 20),
            new TokenForm("hvs.", URL, 20),
            // Messages and money.
            new TokenForm("xoxa-", URL, 10),
            new TokenForm("xoxb-", URL, 10),
            new TokenForm("xoxe-", URL, 10),
            new TokenForm("xoxp-", URL, 10),
            new TokenForm("xoxr-", URL, 10),
            new TokenForm("xoxs-", URL, 10),
            new TokenForm("xapp-", URL, 10),
            new TokenForm("hooks.slack.com/services/", Alphabet.PATH, 20),
            new TokenForm("discord.com/api/webhooks/", Alphabet.PATH, 20),
            new TokenForm("sk_live_", WORD, 16),
            new TokenForm("rk_live_", WORD, 16),
            new TokenForm("SG.", Alphabet.DOTTED, 40),
            new TokenForm("glsa_", URL, 30),
            // Of any service.
            new TokenForm("eyJ", Alphabet.JWT, 20),
            new TokenForm("Bearer ", Alphabet.HEADER, 12),
            new TokenForm("bearer ", Alphabet.HEADER, 16));

    /** The text without tokens of this form. */
    String cut(String text) {
        int at = text.indexOf(prefix);
        if (at < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int copied = 0;
        while (at >= 0) {
            int from = at + prefix.length();
            if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
                at = text.indexOf(prefix, from);
                continue;
            }
            int end = from;
            while (end < text.length() && alphabet.has(text.charAt(end))) {
                end++;
            }
            if (end - from >= shortest && looksRight(text.substring(from, end))) {
                clean.append(text, copied, prefix.endsWith(" ") ? from : at).append(Redactor.REDACTED);
                copied = end;
                at = text.indexOf(prefix, end);
            } else {
                // What is too short from here is shorter still from any later place before its end.
                at = text.indexOf(prefix, Math.max(from, end - prefix.length()));
            }
        }
        return clean.append(text, copied, text.length()).toString();
    }

    private boolean looksRight(String tail) {
        return switch (alphabet) {
            case RANDOM -> Randomness.looksRandom(tail);
            case HEADER -> tail.chars().anyMatch(c -> c >= '0' && c <= '9') || tail.length() >= 40;
            case JWT -> {
                String[] parts = tail.split("\\.");
                yield (parts.length == 3 || parts.length == 5) && parts[0].length() >= 5 && parts[1].length() >= 5;
            }
            default -> true;
        };
    }
}
