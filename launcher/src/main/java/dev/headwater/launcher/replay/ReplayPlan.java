package dev.headwater.launcher.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.event.EndStatus;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One run to be published: which file, how to read it, and what is known besides.
 *
 * @param time header of the time column; empty for none
 * @param experiment empty for the default
 * @param name empty for none
 */
public record ReplayPlan(
        Path csv,
        String step,
        String time,
        Map<String, Object> params,
        String experiment,
        String name,
        EndStatus status,
        Map<String, String> tags) {

    private static final Set<String> KEYS =
            Set.of("csv", "step", "time", "params", "experiment", "name", "status", "tags");

    /**
     * One line of a manifest.
     *
     * @param folder that relative paths start from
     * @throws CommandFailure that names the key and the value, without the place of the line
     */
    static ReplayPlan ofLine(String line, Path folder) {
        JsonNode object;
        try {
            object = Json.read(line);
        } catch (JsonProcessingException e) {
            throw new CommandFailure("is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!object.isObject()) {
            throw new CommandFailure("must be a JSON object, not " + object);
        }
        object.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new CommandFailure("unknown key \"" + key
                        + "\"; keys are csv, step, time, params, experiment, name, " + "status, tags");
            }
        });
        JsonNode params = object.path("params");
        Map<String, String> tags = new LinkedHashMap<>();
        if (object.hasNonNull("tags")) {
            if (!object.get("tags").isObject()) {
                throw new CommandFailure("\"tags\" must be an object, not " + object.get("tags"));
            }
            object.get("tags")
                    .properties()
                    .forEach(tag -> tags.put(
                            tag.getKey(),
                            tag.getValue().isTextual()
                                    ? tag.getValue().textValue()
                                    : tag.getValue().toString()));
        }
        return new ReplayPlan(
                folder.resolve(required(object, "csv")),
                required(object, "step"),
                optional(object, "time"),
                params.isTextual()
                        ? readParams(folder.resolve(params.textValue()))
                        : params.isMissingNode() || params.isNull() ? Map.of() : params(params),
                optional(object, "experiment"),
                optional(object, "name"),
                status(optional(object, "status")),
                tags);
    }

    /** A JSON file with one object: integers become long, other numbers double; what is nested, its JSON text. */
    public static Map<String, Object> readParams(Path file) {
        try {
            return params(Json.read(Files.readString(file)));
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    file + ":" + e.getLocation().getLineNr() + ": is not JSON: " + e.getOriginalMessage(), e);
        } catch (CommandFailure e) {
            throw new CommandFailure(file + ": " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + ": is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text any case; empty for FINISHED */
    public static EndStatus status(String text) {
        if (text.isEmpty()) {
            return EndStatus.FINISHED;
        }
        return Arrays.stream(EndStatus.values())
                .filter(status -> status.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "status \"" + text + "\" is not one of " + Arrays.toString(EndStatus.values())));
    }

    private static Map<String, Object> params(JsonNode object) {
        if (!object.isObject()) {
            throw new CommandFailure("params must be a JSON object, not " + object);
        }
        Map<String, Object> params = new LinkedHashMap<>();
        object.properties().forEach(param -> params.put(param.getKey(), value(param.getValue())));
        return params;
    }

    private static Object value(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.canConvertToLong() && node.isIntegralNumber()) {
            return node.longValue();
        }
        return node.isFloatingPointNumber() ? (Object) node.doubleValue() : node.toString();
    }

    private static String required(JsonNode object, String key) {
        String text = optional(object, key);
        if (text.isEmpty()) {
            throw new CommandFailure("lacks the key \"" + key + "\"");
        }
        return text;
    }

    private static String optional(JsonNode object, String key) {
        JsonNode node = object.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (!node.isTextual()) {
            throw new CommandFailure("\"" + key + "\" must be text, not " + node);
        }
        return node.textValue();
    }
}
