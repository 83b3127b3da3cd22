package dev.headwater.launcher.run.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.Json;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lines that are JSON objects: every number is a metric, names of nested objects are joined by slashes. NaN and infinities
 * are read as Python writes them, and as texts; other texts, lists, booleans and time stamps are none.
 */
final class JsonReader implements LineReader {

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity", "nan", "inf", "-inf");
    private static final Set<String> CLOCKS = Set.of("timestamp", "_timestamp", "ts");
    private static final int DEEPEST = 8;

    @Override
    public void read(CharSequence line, Consumer<Said> to) {
        if (isObject(line)) {
            readObject(line, to);
        }
    }

    /** Whether it looks like one, without parsing it. */
    static boolean isObject(CharSequence line) {
        String text = line.toString().strip();
        return text.startsWith("{") && text.endsWith("}");
    }

    /** @return false when it is not JSON */
    static boolean readObject(CharSequence line, Consumer<Said> to) {
        try {
            JsonNode object = Json.read(line.toString().strip());
            Gathered gathered = new Gathered();
            gather(gathered, "", object, 0);
            to.accept(gathered.said());
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void gather(Gathered gathered, String prefix, JsonNode object, int depth) {
        object.fields().forEachRemaining(field -> {
            String name = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject() && depth < DEEPEST) {
                gather(gathered, name + "/", value, depth + 1);
            } else if (value.isNumber() && !CLOCKS.contains(field.getKey())) {
                gathered.put(name, value.doubleValue());
            } else if (value.isTextual() && NOT_FINITE.contains(value.textValue())) {
                gathered.put(name, Word.number(value.textValue()));
            }
        });
    }
}
