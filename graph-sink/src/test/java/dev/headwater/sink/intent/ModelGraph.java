package dev.headwater.sink.intent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the database does with rows of nodes, in memory. */
final class ModelGraph {

    private static final String TYPES = "types";
    private static final String SPEAKERS = "speakers";

    private final Map<End, Map<String, Object>> nodes = new HashMap<>();

    void write(WriteSet set) {
        set.nodes().values().forEach(rows -> rows.forEach(this::write));
    }

    /** Nodes that are said, by kind label and id. */
    Map<End, Map<String, Object>> said() {
        return nodes;
    }

    private void write(NodeRow row) {
        if (row.isBare()) {
            return;
        }
        Map<String, Object> node = nodes.computeIfAbsent(row.node(), end -> new HashMap<>());
        Collection<?> known = (Collection<?>) node.getOrDefault(SPEAKERS, List.of());
        boolean own = known.isEmpty() || known.size() == 1 && row.speakers().containsAll(known);
        if (own) {
            node.clear();
        }
        node.merge(TYPES, row.types(), ModelGraph::union);
        node.merge(SPEAKERS, union(List.of(), row.speakers()), ModelGraph::union);
        row.properties().forEach((key, value) -> {
            if (value == null) {
                node.remove(key);
            } else {
                node.put(key, value);
            }
        });
    }

    private static List<Object> union(Object some, Object others) {
        TreeSet<Object> all = new TreeSet<>((Collection<?>) some);
        all.addAll((Collection<?>) others);
        return new ArrayList<>(all);
    }
}
