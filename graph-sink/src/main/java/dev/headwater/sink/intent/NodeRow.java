package dev.headwater.sink.intent;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A node to be merged. Without speakers it is bare: it exists because a relation points to it.
 *
 * @param node its kind label and id
 * @param speakers bare ids of the runs that say it, empty text for a statement that belongs to no run; in the order in
 *     which they said it last
 * @param types sorted qualified names
 * @param properties what the attributes and times say; null for none where another speaker may have said something
 */
public record NodeRow(
        End node, List<String> speakers, List<String> types, SortedMap<String, @Nullable Object> properties) {

    static NodeRow of(Statement element) {
        SortedMap<String, @Nullable Object> properties = new TreeMap<>(GraphValues.properties(element.attributes()));
        // Datatypes of what another speaker said must not outlive it.
        properties.putIfAbsent(GraphNames.DATATYPES, null);
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

    /** What several speakers say of one element: types add up, the last value of a property holds. */
    static NodeRow together(Collection<NodeRow> rows) {
        NodeRow first = rows.iterator().next();
        if (rows.size() == 1) {
            return first;
        }
        TreeSet<String> types = new TreeSet<>();
        SortedMap<String, @Nullable Object> properties = new TreeMap<>();
        for (NodeRow row : rows) {
            types.addAll(row.types());
            properties.putAll(row.properties());
        }
        return new NodeRow(
                first.node(),
                rows.stream().flatMap(row -> row.speakers().stream()).toList(),
                List.copyOf(types),
                properties);
    }

    /** The labels of the types, besides the label of the kind. */
    public List<String> labels() {
        return types.stream()
                .map(GraphNames::labelOf)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }

    public boolean isBare() {
        return speakers.isEmpty();
    }

    static String speaker(Statement statement) {
        return statement.runId() == null ? "" : statement.runId();
    }

    static void times(Statement statement, SortedMap<String, @Nullable Object> properties) {
        statement.formals().forEach((formal, value) -> {
            if (formal.meaning() == Formal.Meaning.TIME) {
                properties.put(formal.localName(), GraphValues.time(value));
            }
        });
    }
}
