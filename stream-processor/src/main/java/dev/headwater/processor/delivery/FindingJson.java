package dev.headwater.processor.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A finding as JSON: every field of its schema under its name, times in ISO 8601. Numbers that JSON has no word for are
 * the texts NaN, Infinity and -Infinity.
 */
final class FindingJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FindingJson() {}

    static ObjectNode of(SpecificRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), value(record.get(field.pos())));
        }
        return object;
    }

    private static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof SpecificRecord record) {
            return of(record);
        } else if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(each -> array.add(value(each)));
            return array;
        } else if (value instanceof Double number) {
            return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
        } else if (value instanceof Long number) {
            return NODES.numberNode(number);
        } else if (value instanceof Integer number) {
            return NODES.numberNode(number);
        } else if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        } else if (value instanceof Instant time) {
            return NODES.textNode(time.toString());
        }
        return NODES.textNode(value.toString());
    }
}
