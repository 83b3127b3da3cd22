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
import java.util.Set;
import java.util.function.UnaryOperator;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.TransientException;

/**
 * What a batch does to relationships. Each has one speaker, whose last word replaces all of it. A run has
 * one partition and so one writer at a time, the one that moves the watermark: what it has found is not changed by another.
 */
final class Relations {

    private static final String FIND = Cypher.KEPT_PLAN + """
            UNWIND $rows AS row
            MATCH (a)-[r:%1$s {run: row.run, id: row.id}]->(b) USING INDEX SEEK r:%1$s(run, id)
            RETURN properties(r) AS stored, a.id AS source, labels(a) AS sourceLabels, b.id AS target, labels(b) AS targetLabels
            """;

    /**
     * Not MERGE between the ends: that would lock both until the commit, and a dataset that a thousand runs use is an
     * end of each of them. The constraint stands behind it.
     */
    private static final String CREATE = Cypher.KEPT_PLAN + """
            UNWIND $rows AS row
            MATCH (s) WHERE elementId(s) = row.source
            MATCH (t) WHERE elementId(t) = row.target
            CREATE (s)-[r:$(row.kind)]->(t) SET r += row.stored
            """;

    private static final String SET = Cypher.KEPT_PLAN + """
            UNWIND $rows AS row
            MATCH ()-[r:%1$s {run: row.run, id: row.id}]->() USING INDEX SEEK r:%1$s(run, id)
            SET r = row.stored
            """;

    private static final String TAKE_BACK = Cypher.KEPT_PLAN + """
            UNWIND $rows AS row
            MATCH (a)-[r:%1$s {run: row.run, id: row.id}]->(b) USING INDEX SEEK r:%1$s(run, id)
            DELETE r
            WITH a, b
            """;

    private static final String ENDS = """
            UNWIND [a, b] AS end
            RETURN end.id AS id, labels(end) AS labels
            """;

    private static final Set<String> END_LABELS = Set.of("Entity", "Activity", "Agent", End.OPEN);

    private Relations() {}

    /**
     * Writes them between their ends, which are there.
     *
     * @param labelOf resolves a label that only the graph knows
     * @param places where the ends are
     * @param trusting whether a relation with an end that this batch has made is taken for new, and not looked for. It is,
     *     unless what was said before had other ends: then the constraint refuses it
     * @return ends that relations have left, because what was said now has others
     * @throws TransientException when another writer took away an end in between
     */
    static List<End> say(
            Transaction transaction,
            Map<Kind, List<RelationRow>> relations,
            UnaryOperator<End> labelOf,
            Places places,
            boolean trusting) {
        List<End> left = new ArrayList<>();
        List<Map<String, Object>> created = new ArrayList<>();
        relations.forEach((kind, rows) -> {
            List<Placed> wanted =
                    rows.stream().map(row -> Placed.of(row, labelOf)).toList();
            Map<StatementKey, Placed> found = find(
                    transaction,
                    kind,
                    wanted.stream()
                            .filter(next -> !trusting || !places.isNew(next.source()) && !places.isNew(next.target()))
                            .toList());
            List<StatementKey> moved = new ArrayList<>();
            List<Map<String, Object>> changed = new ArrayList<>();
            for (Placed next : wanted) {
                Placed now = found.get(next.key(kind));
                if (now == null || !now.isBetweenEndsOf(next, kind)) {
                    if (now != null) {
                        moved.add(next.key(kind));
                    }
                    created.add(Map.of(
                            "kind", kind.name(),
                            "source", places.of(next.source()),
                            "target", places.of(next.target()),
                            "stored", next.stored()));
                } else if (!now.stored().equals(next.stored())) {
                    changed.add(Map.of("run", next.run(), "id", next.id(), "stored", next.stored()));
                }
            }
            if (!moved.isEmpty()) {
                left.addAll(takeBack(transaction, kind, moved));
            }
            if (!changed.isEmpty()) {
                transaction.run(SET.formatted(kind), Map.of("rows", changed)).consume();
            }
        });
        if (!created.isEmpty()) {
            create(transaction, created);
        }
        return left;
    }

    private static Map<StatementKey, Placed> find(Transaction transaction, Kind kind, List<Placed> wanted) {
        Map<StatementKey, Placed> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        List<Map<String, String>> keys = wanted.stream()
                .map(next -> Map.of("run", next.run(), "id", next.id()))
                .toList();
        transaction.run(FIND.formatted(kind), Map.of("rows", keys)).forEachRemaining(row -> {
            Placed now = new Placed(
                    end(row.get("source"), row.get("sourceLabels")),
                    end(row.get("target"), row.get("targetLabels")),
                    row.get("stored").asMap());
            found.put(now.key(kind), now);
        });
        return found;
    }

    private static void create(Transaction transaction, List<Map<String, Object>> rows) {
        int created = transaction
                .run(CREATE, Map.of("rows", rows))
                .consume()
                .counters()
                .relationshipsCreated();
        if (created != rows.size()) {
            throw Places.endIsGone("ends of " + (rows.size() - created) + " of " + rows.size() + " relations");
        }
    }

    /** Removes them; returns what they connected. */
    static List<End> takeBack(Transaction transaction, Kind kind, List<StatementKey> keys) {
        List<Map<String, String>> rows = keys.stream()
                .map(key -> Map.of("run", key.run(), "id", key.id()))
                .toList();
        return transaction
                .run(TAKE_BACK.formatted(kind) + ENDS, Map.of("rows", rows))
                .list(row -> end(row.get("id"), row.get("labels")));
    }

    private static End end(Value id, Value labels) {
        String label = labels.asList(Value::asString).stream()
                .filter(END_LABELS::contains)
                .findFirst()
                .orElseThrow();
        return new End(label, id.asString());
    }

    /** A relationship with all its properties where it is, or shall be. */
    private record Placed(End source, End target, Map<String, Object> stored) {

        static Placed of(RelationRow row, UnaryOperator<End> labelOf) {
            Map<String, Object> stored = new HashMap<>(row.properties());
            stored.put(GraphNames.ID, row.id());
            stored.put(GraphNames.RUN, row.run());
            return new Placed(labelOf.apply(row.source()), labelOf.apply(row.target()), stored);
        }

        String id() {
            return String.valueOf(stored.get(GraphNames.ID));
        }

        String run() {
            return String.valueOf(stored.get(GraphNames.RUN));
        }

        StatementKey key(Kind kind) {
            return new StatementKey(run(), kind, id());
        }

        /** An influence does not say of what kind its ends are: those that it has stay. */
        boolean isBetweenEndsOf(Placed other, Kind kind) {
            return kind == Kind.WAS_INFLUENCED_BY
                    ? source.id().equals(other.source.id()) && target.id().equals(other.target.id())
                    : source.equals(other.source) && target.equals(other.target);
        }
    }
}
