package dev.headwater.sink.intent;

import java.util.HashMap;
import java.util.Map;

/** The nodes of a graph, in memory. */
final class ModelGraph {

    private final Map<End, NodeState> nodes = new HashMap<>();

    void write(WriteSet set) {
        set.nodes()
                .values()
                .forEach(rows -> rows.forEach(
                        row -> nodes.put(row.node(), state(row.node()).with(row))));
    }

    NodeState state(End node) {
        return nodes.getOrDefault(node, NodeState.NAME);
    }

    /** Nodes by kind label and id. */
    Map<End, NodeState> nodes() {
        return nodes;
    }
}
