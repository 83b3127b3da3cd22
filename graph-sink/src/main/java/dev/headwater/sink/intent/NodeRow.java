package dev.headwater.sink.intent;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A node to be merged. Without types and properties it is bare: it exists because a relation points to it.
 *
 * @param node its kind label and id
 * @param types sorted qualified names; added to those it has
 * @param properties set over those it has; null removes one
 */
public record NodeRow(End node, List<String> types, SortedMap<String, @Nullable Object> properties) {

    /** The labels of the types, besides the label of the kind. */
    public List<String> labels() {
        return types.stream()
                .map(GraphNames::labelOf)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }

    public boolean isBare() {
        return types.isEmpty() && properties.isEmpty();
    }
}
