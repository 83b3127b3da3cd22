package dev.headwater.launcher.graph;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;

/** What a query answers, as JSON and people take it: numbers, texts, lists and maps; times in ISO-8601. */
final class Values {

    private Values() {}

    /** Column to value. */
    static Map<String, @Nullable Object> plain(Record record) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        record.keys().forEach(key -> row.put(key, plain(record.get(key).asObject())));
        return row;
    }

    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Node node) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            List<String> labels = new ArrayList<>();
            node.labels().forEach(labels::add);
            map.put("labels", labels);
            map.put("properties", properties(node));
            return map;
        }
        if (value instanceof Relationship relationship) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("type", relationship.type());
            map.put("properties", properties(relationship));
            return map;
        }
        if (value instanceof Path path) {
            List<@Nullable Object> steps = new ArrayList<>();
            steps.add(plain(path.start()));
            path.forEach(segment -> {
                steps.add(plain(segment.relationship()));
                steps.add(plain(segment.end()));
            });
            return steps;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element)));
            return plain;
        }
        if (value instanceof ZonedDateTime time) {
            return DateTimeFormatter.ISO_INSTANT.format(time);
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** One line for a cell of a table: nodes and relationships in the look of Cypher. */
    static String text(@Nullable Object value) {
        if (value instanceof Node node) {
            StringBuilder labels = new StringBuilder();
            node.labels().forEach(label -> labels.append(':').append(label));
            return "(" + labels + " " + texts(properties(node)) + ")";
        }
        if (value instanceof Relationship relationship) {
            return "[:" + relationship.type() + " " + texts(properties(relationship)) + "]";
        }
        if (value instanceof Path path) {
            StringBuilder text = new StringBuilder(text(path.start()));
            path.forEach(segment -> {
                boolean forward = segment.relationship()
                        .startNodeElementId()
                        .equals(segment.start().elementId());
                text.append(forward ? "-" : "<-")
                        .append(text(segment.relationship()))
                        .append(forward ? "->" : "-")
                        .append(text(segment.end()));
            });
            return text.toString();
        }
        Object plain = plain(value);
        if (plain instanceof Map<?, ?> map) {
            return texts(map);
        }
        if (plain instanceof List<?> list) {
            return String.join(", ", list.stream().map(Values::text).toList());
        }
        return plain == null ? "" : plain.toString();
    }

    private static String texts(Map<?, ?> map) {
        return "{"
                + String.join(
                        ", ",
                        map.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                                .toList())
                + "}";
    }

    private static Map<String, @Nullable Object> properties(Entity entity) {
        Map<String, @Nullable Object> properties = new TreeMap<>();
        entity.asMap().forEach((key, value) -> properties.put(key, plain(value)));
        return properties;
    }
}
