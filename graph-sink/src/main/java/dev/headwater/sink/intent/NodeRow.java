package dev.headwater.sink.intent;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A node to be merged. Without speakers it is bare: it exists because a relation points to it.
 *
 * @param node its kind label and id
 * @param speakers bare ids of the runs that say it, empty text for a statement that belongs to no run; no run
 *     twice
 * @param types sorted qualified names
 * @param properties what the attributes and times say
 */
public record NodeRow(End node, List<String> speakers, List<String> types, SortedMap<String, Object> properties) {

    static NodeRow of(Statement element) {
        SortedMap<String, Object> properties = GraphValues.properties(element.attributes());
        times(element, properties);
        return new NodeRow(
                new End(End.labelOf(element.kind()), element.id()),
                List.of(speaker(element)),
                List.copyOf(new TreeSet<>(element.types())),
                properties);
    }

    static NodeRow bare(End node) {
        return new NodeRow(node, List.of(), List.of(), Collections.emptySortedMap());
    }

    /** What several speakers say of one element: it adds up, in whatever order. */
    static NodeRow together(Collection<NodeRow> rows) {
        NodeRow first = rows.iterator().next();
        if (rows.size() == 1) {
            return first;
        }
        TreeSet<String> types = new TreeSet<>();
        SortedMap<String, Object> properties = Collections.emptySortedMap();
        for (NodeRow row : rows) {
            types.addAll(row.types());
            properties = GraphValues.together(properties, row.properties());
        }
        return new NodeRow(
                first.node(),
                rows.stream().flatMap(row -> row.speakers().stream()).toList(),
                List.copyOf(types),
                properties);
    }

    /** The labels of the types, besides the label of the kind. */
    public List<String> labels() {
        return GraphNames.labelsOf(types);
    }

    public boolean isBare() {
        return speakers.isEmpty();
    }

    static String speaker(Statement statement) {
        return statement.runId() == null ? "" : statement.runId();
    }

    static void times(Statement statement, SortedMap<String, Object> properties) {
        statement.formals().forEach((formal, value) -> {
            if (formal.meaning() == Formal.Meaning.TIME) {
                properties.put(formal.localName(), GraphValues.time(value));
            }
        });
    }
}
