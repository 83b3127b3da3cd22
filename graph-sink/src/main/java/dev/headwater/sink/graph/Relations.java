package dev.headwater.sink.graph;

import dev.headwater.prov.Kind;
import dev.headwater.prov.StatementKey;
import dev.headwater.sink.intent.End;
import dev.headwater.sink.intent.GraphNames;
import dev.headwater.sink.intent.RelationRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;

/** What a batch does to the relationships of one kind. Each has one speaker, whose last word replaces all of it. */
final class Relations {

    /**
     * Not MERGE between the ends: that would lock both until the commit, and a dataset that a thousand runs use is an
     * end of each of them. A run has one partition and so one writer, and the constraint stands behind it.
     */
    private static final String SAY = """
            UNWIND $rows AS row
            MATCH (s:%1$s {id: row.source}) MATCH (t:%2$s {id: row.target})
            OPTIONAL MATCH (a)-[old:%3$s {run: row.run, id: row.id}]->(b)
            WITH row, s, t, a, b, old, old IS NOT NULL AND NOT (a = s AND b = t) AS moved
            FOREACH (r IN CASE WHEN moved THEN [old] ELSE [] END | DELETE r)
            FOREACH (_ IN CASE WHEN old IS NULL OR moved THEN [1] ELSE [] END |
              CREATE (s)-[r:%3$s]->(t) SET r = row.said)
            FOREACH (r IN CASE WHEN old IS NULL OR moved THEN [] ELSE [old] END | SET r = row.said)
            WITH a, b, moved WHERE moved
            """;

    private static final String TAKE_BACK = """
            UNWIND $rows AS row
            MATCH (a)-[r:%s {run: row.run, id: row.id}]->(b)
            DELETE r
            WITH a, b
            """;

    private static final String ENDS = """
            UNWIND [a, b] AS end
            RETURN end.id AS id, [l IN labels(end) WHERE l IN ['Entity', 'Activity', 'Agent', 'Open']][0] AS label
            """;

    private Relations() {}

    /**
     * Writes them between their ends, which are there.
     *
     * @param labelOf resolves a label that only the graph knows
     * @return ends that relations have left, because what was said now has others
     */
    static List<End> say(Transaction transaction, Kind kind, List<RelationRow> rows, UnaryOperator<End> labelOf) {
        Map<String, List<Map<String, Object>>> byEnds = new TreeMap<>();
        for (RelationRow row : rows) {
            End source = labelOf.apply(row.source());
            End target = labelOf.apply(row.target());
            byEnds.computeIfAbsent(SAY.formatted(source.label(), target.label(), kind) + ENDS, any -> new ArrayList<>())
                    .add(Map.of(
                            "id", row.id(),
                            "run", row.run(),
                            "source", source.id(),
                            "target", target.id(),
                            "said", properties(row)));
        }
        List<End> left = new ArrayList<>();
        byEnds.forEach((query, ofEnds) ->
                left.addAll(transaction.run(query, Map.of("rows", ofEnds)).list(Relations::end)));
        return left;
    }

    private static Map<String, Object> properties(RelationRow row) {
        Map<String, Object> properties = new HashMap<>(row.properties());
        properties.put(GraphNames.ID, row.id());
        properties.put(GraphNames.RUN, row.run());
        return properties;
    }

    /** Removes them; returns what they connected. */
    static List<End> takeBack(Transaction transaction, Kind kind, List<StatementKey> keys) {
        List<Map<String, String>> rows = keys.stream()
                .map(key -> Map.of("run", key.run(), "id", key.id()))
                .toList();
        return transaction
                .run(TAKE_BACK.formatted(kind) + ENDS, Map.of("rows", rows))
                .list(Relations::end);
    }

    private static End end(Record row) {
        return new End(row.get("label").asString(), row.get("id").asString());
    }
}
