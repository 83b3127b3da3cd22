package dev.headwater.sink.graph;

import dev.headwater.prov.StatementKey;
import dev.headwater.sink.intent.End;
import dev.headwater.sink.intent.GraphNames;
import dev.headwater.sink.intent.NodeRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.neo4j.driver.Transaction;

/**
 * What a batch does to the nodes of one kind. A node follows what is said of it now: what its only speaker says replaces
 * all of it. Where several runs say one thing, the graph cannot tell which of them said what, and what they say adds up.
 *
 * <p>A node is said when it has types, be they none; a node of an earlier schema that is said and has no run has speakers
 * that nobody knows.
 */
final class Elements {

    /** Most speakers that a node lists. A thing that more runs share is one that no run takes with it when it goes. */
    static final int MOST_SPEAKERS = 16;

    // SET before the reads takes the lock, so that what is compared stays as it is.
    private static final String SAY = """
            UNWIND $rows AS row
            MERGE (n:%1$s {id: row.id}) SET n.id = row.id
            WITH n, row,
              n.types IS NULL OR n.speakers IS NULL AND coalesce(n.run IN row.speakers, false) AS own,
              coalesce(n.speakers, [run IN [n.run] WHERE run IS NOT NULL]) AS known
            WITH n, row, own,
              CASE WHEN own AND n.types <> row.types
                THEN [l IN labels(n) WHERE l <> '%1$s' AND NOT l IN row.labels] ELSE [] END AS unsaid,
              CASE WHEN own OR all(t IN row.types WHERE t IN n.types) THEN n.types
                ELSE reduce(sorted = [], t IN n.types + row.types |
                  [s IN sorted WHERE s < t] + t + [s IN sorted WHERE s > t]) END AS types,
              CASE WHEN own OR known = [] OR all(s IN row.speakers WHERE s IN known) THEN known
                ELSE reduce(sorted = [], t IN known + row.speakers |
                  [s IN sorted WHERE s < t] + t + [s IN sorted WHERE s > t]) END AS speakers
            FOREACH (_ IN CASE WHEN own THEN [1] ELSE [] END | SET n = row.said)
            FOREACH (_ IN CASE WHEN own THEN [] ELSE [1] END | SET n += row.said, n.types = types, n.run = '',
              n.speakers = CASE WHEN size(speakers) > $most THEN [] ELSE speakers END)
            SET n:$(row.labels)
            REMOVE n:$(unsaid)
            """;

    private static final String TAKE_BACK = """
            UNWIND $rows AS row
            MATCH (n:%1$s {id: row.id}) WHERE n.types IS NOT NULL SET n.id = row.id
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

    /** @param label of their kind */
    static void say(Transaction transaction, String label, List<NodeRow> rows) {
        List<Map<String, Object>> said = new ArrayList<>(rows.size());
        for (NodeRow row : rows) {
            said.add(Map.of(
                    "id", row.node().id(),
                    "speakers", row.speakers(),
                    "types", row.types(),
                    "labels", row.labels(),
                    "said", properties(row)));
        }
        if (!said.isEmpty()) {
            transaction
                    .run(SAY.formatted(label), Map.of("rows", said, "most", MOST_SPEAKERS))
                    .consume();
        }
    }

    private static Map<String, Object> properties(NodeRow row) {
        Map<String, Object> properties = new HashMap<>(row.properties());
        properties.put(GraphNames.ID, row.node().id());
        properties.put(GraphNames.TYPES, row.types());
        List<String> speakers = row.speakers();
        properties.put(GraphNames.RUN, speakers.size() == 1 ? speakers.get(0) : "");
        if (speakers.size() > 1) {
            properties.put(
                    GraphNames.SPEAKERS,
                    speakers.size() > MOST_SPEAKERS
                            ? List.of()
                            : speakers.stream().sorted().toList());
        }
        return properties;
    }

    static void name(Transaction transaction, String label, List<String> ids) {
        if (!ids.isEmpty()) {
            transaction
                    .run("UNWIND $ids AS id MERGE (:%s {id: id})".formatted(label), Map.of("ids", ids))
                    .consume();
        }
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
