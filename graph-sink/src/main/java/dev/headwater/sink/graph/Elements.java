package dev.headwater.sink.graph;

import dev.headwater.prov.StatementKey;
import dev.headwater.sink.intent.End;
import dev.headwater.sink.intent.GraphNames;
import dev.headwater.sink.intent.NodeRow;
import dev.headwater.sink.intent.NodeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.neo4j.driver.Result;
import org.neo4j.driver.Transaction;

/**
 * What a batch does to the nodes of one kind. What a node becomes is decided by {@link NodeState}; the database only finds
 * and sets. A node that is not there, or is as it shall be, is found without a lock, so that writers do not queue for what
 * their runs share; any other is locked first and looked at again, since it may have changed in between.
 */
final class Elements {

    private static final String FIND = Cypher.KEPT_PLAN + """
            UNWIND $ids AS id
            MATCH (n:%1$s {id: id}) USING INDEX SEEK n:%1$s(id)
            RETURN elementId(n) AS place, properties(n) AS stored
            """;

    private static final String CREATE = Cypher.KEPT_PLAN + """
            UNWIND $rows AS row
            MERGE (n:%1$s {id: row.id})
            ON CREATE SET n += row.stored, n:$(row.labels)
            RETURN elementId(n) AS place, row.id AS id
            """;

    // A node that went away in between is there again, as a name. SET takes the lock.
    private static final String LOCK = Cypher.KEPT_PLAN + """
            UNWIND $ids AS id
            MERGE (n:%1$s {id: id}) SET n.id = n.id
            RETURN elementId(n) AS place, properties(n) AS stored
            """;

    private static final String SET = Cypher.KEPT_PLAN + """
            UNWIND $rows AS row
            MATCH (n:%1$s {id: row.id}) USING INDEX SEEK n:%1$s(id)
            SET n = row.stored, n:$(row.labels)
            REMOVE n:$(row.unsaid)
            """;

    private static final String TAKE_BACK = Cypher.KEPT_PLAN + """
            UNWIND $rows AS row
            MATCH (n:%1$s {id: row.id}) USING INDEX SEEK n:%1$s(id) WHERE n.types IS NOT NULL SET n.id = row.id
            WITH n, row, coalesce(n.speakers, [run IN [n.run] WHERE run IS NOT NULL]) AS known
            WITH n, [run IN known WHERE NOT run IN row.runs] AS left, known
            WHERE size(left) < size(known)
            FOREACH (_ IN CASE WHEN left = [] THEN [1] ELSE [] END | SET n = {id: n.id})
            FOREACH (_ IN CASE WHEN left = [] THEN [] ELSE [1] END |
              SET n.run = CASE WHEN size(left) = 1 THEN left[0] ELSE '' END,
                  n.speakers = CASE WHEN size(left) = 1 THEN null ELSE left END)
            WITH n WHERE n.types IS NULL
            REMOVE n:$([l IN labels(n) WHERE l <> '%1$s'])
            RETURN n.id AS id
            """;

    private Elements() {}

    /**
     * Makes the nodes of these rows, and says what the rows say.
     *
     * @param label of their kind
     * @param rows by id
     * @param places where the nodes are, to be added to
     */
    static void say(Transaction transaction, String label, SortedMap<String, NodeRow> rows, Places places) {
        SortedMap<String, NodeRow> left = new TreeMap<>(rows);
        Map<String, NodeState> found = find(transaction, FIND, label, left.keySet(), places);
        left.values().removeIf(row -> {
            NodeState now = found.get(row.node().id());
            return now != null && now.with(row).equals(now);
        });
        if (found.size() < rows.size() && create(transaction, label, left, found.keySet(), places)) {
            left.keySet().retainAll(found.keySet());
        }
        left.values().removeIf(NodeRow::isBare);
        if (!left.isEmpty()) {
            change(transaction, label, left, places);
        }
    }

    /** @return whether all of them were made; another writer may have made one in between */
    private static boolean create(
            Transaction transaction, String label, SortedMap<String, NodeRow> rows, Set<String> known, Places places) {
        List<Map<String, Object>> missing = new ArrayList<>(rows.size());
        rows.forEach((id, row) -> {
            if (!known.contains(id)) {
                NodeState state = NodeState.NAME.with(row);
                missing.add(Map.of("id", id, "stored", state.stored(id), "labels", state.labels()));
            }
        });
        Result result = transaction.run(CREATE.formatted(label), Map.of("rows", missing));
        Map<End, String> there = new HashMap<>();
        result.forEachRemaining(row -> there.put(
                new End(label, row.get("id").asString()), row.get("place").asString()));
        boolean all = result.consume().counters().nodesCreated() == missing.size();
        there.forEach((node, place) -> places.add(node, place, all));
        return all;
    }

    private static void change(Transaction transaction, String label, SortedMap<String, NodeRow> rows, Places places) {
        Map<String, NodeState> locked = find(transaction, LOCK, label, rows.keySet(), places);
        List<Map<String, Object>> changed = new ArrayList<>(rows.size());
        rows.forEach((id, row) -> {
            NodeState now = locked.getOrDefault(id, NodeState.NAME);
            NodeState next = now.with(row);
            if (!next.equals(now)) {
                changed.add(row(id, now, next));
            }
        });
        if (!changed.isEmpty()) {
            transaction.run(SET.formatted(label), Map.of("rows", changed)).consume();
        }
    }

    private static Map<String, NodeState> find(
            Transaction transaction, String query, String label, Collection<String> ids, Places places) {
        Map<String, NodeState> found = new HashMap<>();
        transaction.run(query.formatted(label), Map.of("ids", List.copyOf(ids))).forEachRemaining(row -> {
            Map<String, Object> stored = row.get("stored").asMap();
            // Without one it went away between being found and being read.
            if (stored.get(GraphNames.ID) instanceof String id) {
                found.put(id, NodeState.of(stored));
                places.add(new End(label, id), row.get("place").asString(), false);
            }
        });
        return found;
    }

    private static Map<String, Object> row(String id, NodeState now, NodeState next) {
        List<String> labels = next.labels();
        List<String> unsaid =
                now.labels().stream().filter(label -> !labels.contains(label)).toList();
        return Map.of("id", id, "stored", next.stored(id), "labels", labels, "unsaid", unsaid);
    }

    /** Takes what these runs said of elements; returns those of which nothing is left but the name. */
    static List<End> takeBack(Transaction transaction, String label, List<StatementKey> keys) {
        SortedMap<String, List<String>> runsById = new TreeMap<>();
        keys.forEach(key ->
                runsById.computeIfAbsent(key.id(), id -> new ArrayList<>(1)).add(key.run()));
        List<Map<String, Object>> rows = new ArrayList<>(runsById.size());
        runsById.forEach((id, runs) -> rows.add(Map.of("id", id, "runs", runs)));
        return transaction
                .run(TAKE_BACK.formatted(label), Map.of("rows", rows))
                .list(row -> new End(label, row.get("id").asString()));
    }

    /** Removes those of these nodes that are not said and that nothing points to or from. */
    static void sweep(Transaction transaction, Collection<End> nodes) {
        SortedMap<String, List<String>> byLabel = new TreeMap<>();
        nodes.stream()
                .distinct()
                .sorted()
                .forEach(node -> byLabel.computeIfAbsent(node.label(), label -> new ArrayList<>())
                        .add(node.id()));
        byLabel.forEach((label, ids) -> transaction
                .run(
                        "UNWIND $ids AS id MATCH (n:%s {id: id}) SET n.id = id ".formatted(label)
                                + "WITH n WHERE n.types IS NULL AND NOT EXISTS { (n)--() } DELETE n",
                        Map.of("ids", ids))
                .consume());
    }
}
