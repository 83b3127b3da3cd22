package dev.headwater.sink.export;

import dev.headwater.prov.Value;
import dev.headwater.sink.graph.ChunkOf;
import java.util.List;

/** A chunk of points as a document has it: JSON, by column. */
final class PointsText {

    private PointsText() {}

    /**
     * Numbers that JSON does not have are the texts that {@code xsd:double} has for them.
     *
     * @return {@code {"chunk":0,"steps":[…],"times":[…],"values":[…]}}; steps are left out where a series has none
     */
    static String of(ChunkOf chunk) {
        StringBuilder text = new StringBuilder(64 + chunk.values().size() * 40);
        text.append("{\"chunk\":").append(chunk.index());
        if (!chunk.steps().isEmpty()) {
            longs(text.append(",\"steps\":"), chunk.steps());
        }
        longs(text.append(",\"times\":"), chunk.times());
        text.append(",\"values\":");
        char separator = '[';
        for (double value : chunk.values()) {
            text.append(separator);
            if (Double.isFinite(value)) {
                text.append(value);
            } else {
                text.append('"').append(Value.of(value).lexical()).append('"');
            }
            separator = ',';
        }
        return text.append(chunk.values().isEmpty() ? "[]}" : "]}").toString();
    }

    private static void longs(StringBuilder text, List<Long> numbers) {
        char separator = '[';
        for (long number : numbers) {
            text.append(separator).append(number);
            separator = ',';
        }
        text.append(numbers.isEmpty() ? "[]" : "]");
    }
}
