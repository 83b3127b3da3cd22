package dev.headwater.processor.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.headwater.anomaly.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file that names the receivers of findings: {@code webhooks}, a list. In {@code url} and {@code headers},
 * {@code ${NAME}} is the environment variable of that name, so that secrets need not be in the file.
 */
public final class WebhooksFile {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final int MOST = 16;
    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "name",
            "url",
            "format",
            "headers",
            "severity",
            "rules",
            "experiments",
            "timeout",
            "retry",
            "longest-retry",
            "tries"));

    private final String file;
    private final Function<String, @Nullable String> environment;

    private WebhooksFile(String file, Function<String, @Nullable String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @throws IllegalArgumentException when it cannot be read, or says something that makes no sense; says where */
    public static List<Webhook> read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file), System::getenv);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
    }

    static List<Webhook> parse(String file, String text, Function<String, @Nullable String> environment) {
        return new WebhooksFile(file, environment).parse(text);
    }

    private List<Webhook> parse(String text) {
        JsonNode tree;
        try {
            tree = new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            // Its message would quote the line, which may hold a secret.
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(file + " is not YAML" + where);
        }
        JsonNode list = tree.path("webhooks");
        if (!list.isArray() || tree.size() != 1) {
            throw new IllegalArgumentException(file + " must have one key, webhooks, with a list");
        }
        if (list.isEmpty() || list.size() > MOST) {
            throw new IllegalArgumentException(file + " has " + list.size() + " webhooks; it may have 1 to " + MOST);
        }
        List<Webhook> hooks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode entry : list) {
            Webhook hook = hook(entry, hooks.size() + 1);
            if (!names.add(hook.name())) {
                throw new IllegalArgumentException(file + " has two webhooks of the name " + hook.name());
            }
            hooks.add(hook);
        }
        return hooks;
    }

    private Webhook hook(JsonNode entry, int place) {
        String name = entry.path("name").asText("");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(file + ", webhook " + place
                    + ": name must be 1 to 40 lower-case letters, digits and hyphens, but is '" + name + "'");
        }
        Entry given = new Entry(name, entry);
        for (Iterator<String> keys = entry.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!KEYS.contains(key)) {
                throw given.mistake(key, "is not known; known are " + String.join(", ", KEYS));
            }
        }
        return new Webhook(
                name,
                given.url(),
                given.word("format", Format::ofWord, Format.JSON, Format.words()),
                given.headers(),
                given.word(
                        "severity",
                        word -> Arrays.stream(Severity.values())
                                .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                                .findFirst(),
                        Severity.WARNING,
                        "info, warning or critical"),
                given.patterns("rules"),
                given.patterns("experiments"),
                given.duration("timeout", Webhook.TIMEOUT, Duration.ofSeconds(10)),
                given.duration("retry", Webhook.RETRY, Duration.ofMinutes(10)),
                given.duration("longest-retry", Webhook.LONGEST_RETRY, Duration.ofHours(1)),
                given.tries());
    }

    /** What the file says of one webhook. */
    private final class Entry {
        private final String name;
        private final JsonNode entry;

        Entry(String name, JsonNode entry) {
            this.name = name;
            this.entry = entry;
        }

        IllegalArgumentException mistake(String key, String what) {
            return new IllegalArgumentException(file + ", webhook " + name + ": " + key + " " + what);
        }

        private String text(String key, String otherwise) {
            JsonNode value = entry.path(key);
            if (!value.isMissingNode() && !value.isValueNode()) {
                throw mistake(key, "must be one value");
            }
            return value.asText(otherwise);
        }

        /** With the variables of the environment in it. */
        private String filled(String key, String text) {
            Matcher found = VARIABLE.matcher(text);
            StringBuilder filled = new StringBuilder();
            while (found.find()) {
                String value = environment.apply(found.group(1));
                if (value == null || value.isEmpty()) {
                    throw mistake(key, "needs the environment variable " + found.group(1) + ", which is not set");
                }
                found.appendReplacement(filled, Matcher.quoteReplacement(value));
            }
            return found.appendTail(filled).toString();
        }

        URI url() {
            try {
                URI url = new URI(filled("url", text("url", "")));
                boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
                if (web && url.getHost() != null && url.getUserInfo() == null) {
                    return url;
                }
            } catch (URISyntaxException e) {
                // Said below, without the address.
            }
            throw mistake(
                    "url",
                    "must be http://… or https://… with a host and without user:password; it is not shown, for it may "
                            + "be a secret");
        }

        Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            for (Iterator<Map.Entry<String, JsonNode>> all =
                            entry.path("headers").fields();
                    all.hasNext(); ) {
                Map.Entry<String, JsonNode> header = all.next();
                String value = filled("headers", header.getValue().asText(""));
                try {
                    HttpRequest.newBuilder().header(header.getKey(), value);
                } catch (IllegalArgumentException e) {
                    throw mistake("headers", "cannot have " + header.getKey() + " or its value");
                }
                headers.put(header.getKey(), value);
            }
            return headers;
        }

        <T> T word(String key, Function<String, Optional<T>> known, T otherwise, String choices) {
            String word = text(key, "");
            return word.isEmpty()
                    ? otherwise
                    : known.apply(word).orElseThrow(() -> mistake(key, "is " + choices + ", not '" + word + "'"));
        }

        List<String> patterns(String key) {
            List<String> patterns = new ArrayList<>();
            JsonNode value = entry.path(key);
            if (value.isTextual()) {
                patterns.add(value.asText());
            } else if (value.isArray()) {
                value.forEach(each -> patterns.add(each.asText()));
            } else if (!value.isMissingNode()) {
                throw mistake(key, "must be a pattern or a list of patterns");
            }
            return List.copyOf(patterns);
        }

        Duration duration(String key, Duration otherwise, Duration most) {
            String text = text(key, otherwise.toString());
            try {
                Duration duration = Duration.parse(text);
                if (!duration.isNegative() && !duration.isZero() && duration.compareTo(most) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // Said below.
            }
            throw mistake(key, "must be an ISO 8601 duration above zero and up to " + most + ", not '" + text + "'");
        }

        int tries() {
            JsonNode value = entry.path("tries");
            if (value.isMissingNode()) {
                return Webhook.TRIES;
            }
            if (!value.isInt() || value.asInt() < 1 || value.asInt() > 100) {
                throw mistake("tries", "must be 1 to 100, not '" + value.asText() + "'");
            }
            return value.asInt();
        }
    }
}
