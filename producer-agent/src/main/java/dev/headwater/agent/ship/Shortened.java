package dev.headwater.agent.ship;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records with their long texts cut. */
final class Shortened {

    /** Characters of a text that is not cut. */
    static final int LONGEST = 200;

    private Shortened() {}

    /** Cuts the texts in a record, its maps, lists and records. */
    static void cut(SpecificRecord record) {
        for (int field = 0; field < record.getSchema().getFields().size(); field++) {
            Object value = record.get(field);
            Object shorter = cutValue(value);
            if (shorter != value) {
                record.put(field, shorter);
            }
        }
    }

    private static @Nullable Object cutValue(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "\u2026";
        }
        if (value instanceof SpecificRecord record) {
            cut(record);
        } else if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> shorter = new LinkedHashMap<>();
            map.forEach((key, element) -> shorter.put(cutValue(key), cutValue(element)));
            return shorter;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> shorter = new ArrayList<>();
            list.forEach(element -> shorter.add(cutValue(element)));
            return shorter;
        }
        return value;
    }
}
