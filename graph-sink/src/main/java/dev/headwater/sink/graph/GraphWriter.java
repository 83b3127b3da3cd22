package dev.headwater.sink.graph;

import dev.headwater.prov.Kind;
import dev.headwater.sink.intent.ChunkRow;
import dev.headwater.sink.intent.End;
import dev.headwater.sink.intent.NodeRow;
import dev.headwater.sink.intent.RelationRow;
import dev.headwater.sink.intent.WriteSet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;

/** Writes batches to the graph, each with its watermarks in one transaction. */
public final class GraphWriter {

    private static final TransactionConfig LIMIT =
            TransactionConfig.builder().withTimeout(Duration.ofSeconds(120)).build();

    private final Driver driver;

    public GraphWriter(Driver driver) {
        this.driver = driver;
    }

    /**
     * Writes all or nothing. Written again, it changes nothing.
     *
     * @throws WatermarkMoved when a watermark is not where the batch begins; nothing is written then
     * @throws org.neo4j.driver.exceptions.Neo4jException when the database cannot be reached or refuses
     */
    public void write(WriteSet set, Collection<Advance> advances) throws WatermarkMoved {
        try (Session session = driver.session();
                Transaction transaction = session.beginTransaction(LIMIT)) {
            advance(transaction, advances);
            Map<String, String> labelOfAny = labelsOfAny(transaction, set);
            set.nodes().forEach((label, rows) -> nodes(transaction, label, rows, labelOfAny));
            set.relations().forEach((kind, rows) -> relations(transaction, kind, rows, labelOfAny));
            chunks(transaction, set.chunks());
            transaction.commit();
        }
    }

    /** Writes next to nothing, to see whether the database takes anything at all. */
    public void probe() {
        try (Session session = driver.session();
                Transaction transaction = session.beginTransaction(LIMIT)) {
            transaction
                    .run("MERGE (v:SchemaVersion {id: 'graph'}) SET v.id = v.id")
                    .consume();
            transaction.commit();
        }
    }

    /** Offset of the first record not in the graph, by {@code topic/partition}. */
    public Map<String, Long> watermarks() {
        try (Session session = driver.session()) {
            Map<String, Long> watermarks = new TreeMap<>();
            session.run("MATCH (w:Watermark) RETURN w.id AS id, w.offset AS offset")
                    .forEachRemaining(row -> watermarks.put(
                            row.get("id").asString(), row.get("offset").asLong()));
            return watermarks;
        }
    }

    private static void advance(Transaction transaction, Collection<Advance> advances) throws WatermarkMoved {
        if (advances.isEmpty()) {
            return;
        }
        Map<String, Advance> byPartition = new TreeMap<>();
        advances.forEach(advance -> byPartition.put(advance.partition(), advance));
        List<Map<String, Object>> rows = byPartition.values().stream()
                .map(advance -> Map.<String, Object>of("id", advance.partition(), "to", advance.to()))
                .toList();
        // SET before the read takes the lock, so that the offset that is compared stays as it is.
        List<Record> before = transaction
                .run(
                        "UNWIND $rows AS row MERGE (w:Watermark {id: row.id}) SET w.id = row.id "
                                + "WITH w, row, w.offset AS before SET w.offset = row.to "
                                + "RETURN row.id AS id, before",
                        Map.of("rows", rows))
                .list();
        for (Record row : before) {
            Advance advance =
                    Objects.requireNonNull(byPartition.get(row.get("id").asString()));
            @Nullable
            Object found = row.get("before").isNull() ? null : row.get("before").asLong();
            if (!Objects.equals(found, advance.from())) {
                throw new WatermarkMoved(advance.partition(), String.valueOf(advance.from()), String.valueOf(found));
            }
        }
    }

    /** The kind label of elements that only an influence names, as far as the graph knows it; else they are entities. */
    private static Map<String, String> labelsOfAny(Transaction transaction, WriteSet set) {
        List<NodeRow> unknown = set.nodes().getOrDefault(End.ANY, List.of());
        if (unknown.isEmpty()) {
            return Map.of();
        }
        Map<String, String> labels = new HashMap<>();
        unknown.forEach(row -> labels.put(row.node().id(), "Entity"));
        set.nodes().forEach((label, rows) -> {
            if (!label.equals(End.ANY)) {
                rows.forEach(row -> labels.replace(row.node().id(), label));
            }
        });
        for (String label : List.of("Entity", "Activity", "Agent")) {
            transaction
                    .run(
                            "UNWIND $ids AS id MATCH (n:%s {id: id}) RETURN id".formatted(label),
                            Map.of("ids", List.copyOf(labels.keySet())))
                    .forEachRemaining(row -> labels.put(row.get("id").asString(), label));
        }
        return labels;
    }

    private static void nodes(
            Transaction transaction, String label, List<NodeRow> rows, Map<String, String> labelOfAny) {
        if (label.equals(End.ANY)) {
            rows.forEach(row -> {
                String id = row.node().id();
                bare(transaction, labelOfAny.getOrDefault(id, "Entity"), List.of(id));
            });
            return;
        }
        bare(
                transaction,
                label,
                rows.stream()
                        .filter(NodeRow::isBare)
                        .map(row -> row.node().id())
                        .toList());
        List<Map<String, Object>> said = rows.stream()
                .filter(row -> !row.isBare())
                .map(row -> Map.of(
                        "id", row.node().id(),
                        "types", row.types(),
                        "labels", row.labels(),
                        "properties", row.properties()))
                .toList();
        if (!said.isEmpty()) {
            transaction
                    .run(
                            "UNWIND $rows AS row MERGE (n:%s {id: row.id}) SET n += row.properties, ".formatted(label)
                                    + "n.types = CASE WHEN n.types IS NULL THEN row.types "
                                    + "WHEN all(t IN row.types WHERE t IN n.types) THEN n.types "
                                    // Inserting each into a sorted list: the union does not depend on who came first.
                                    + "ELSE reduce(sorted = [], t IN n.types + row.types | "
                                    + "[s IN sorted WHERE s < t] + t + [s IN sorted WHERE s > t]) END, "
                                    + "n:$(row.labels)",
                            Map.of("rows", said))
                    .consume();
        }
    }

    private static void bare(Transaction transaction, String label, List<String> ids) {
        if (!ids.isEmpty()) {
            transaction
                    .run("UNWIND $ids AS id MERGE (:%s {id: id})".formatted(label), Map.of("ids", ids))
                    .consume();
        }
    }

    private static void relations(
            Transaction transaction, Kind kind, List<RelationRow> rows, Map<String, String> labelOfAny) {
        Map<String, List<Map<String, Object>>> byEnds = new TreeMap<>();
        for (RelationRow row : rows) {
            String query = RELATE.formatted(label(row.source(), labelOfAny), label(row.target(), labelOfAny), kind);
            byEnds.computeIfAbsent(query, any -> new java.util.ArrayList<>())
                    .add(Map.of(
                            "id", row.id(),
                            "run", row.run(),
                            "source", row.source().id(),
                            "target", row.target().id(),
                            "properties", row.properties()));
        }
        byEnds.forEach((query, ofEnds) ->
                transaction.run(query, Map.of("rows", ofEnds)).consume());
    }

    /**
     * Not MERGE between the ends: that would lock both until the commit, and a dataset that a thousand runs use is an
     * end of each of them. A run has one partition and so one writer, and the constraint stands behind it.
     */
    private static final String RELATE = """
            UNWIND $rows AS row
            MATCH (s:%1$s {id: row.source}) MATCH (t:%2$s {id: row.target})
            OPTIONAL MATCH ()-[old:%3$s {run: row.run, id: row.id}]->()
            FOREACH (_ IN CASE WHEN old IS NULL THEN [1] ELSE [] END |
              CREATE (s)-[r:%3$s {run: row.run, id: row.id}]->(t) SET r += row.properties)
            FOREACH (r IN CASE WHEN old IS NULL THEN [] ELSE [old] END | SET r += row.properties)
            """;

    private static String label(End end, Map<String, String> labelOfAny) {
        return end.label().equals(End.ANY) ? labelOfAny.getOrDefault(end.id(), "Entity") : end.label();
    }

    private static void chunks(Transaction transaction, List<ChunkRow> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        List<Map<String, Object>> rows = chunks.stream()
                .map(chunk -> Map.<String, Object>of(
                        "id", chunk.id(),
                        "series", chunk.seriesId(),
                        "steps", chunk.steps(),
                        "times", chunk.times(),
                        "values", chunk.values()))
                .toList();
        transaction.run("""
                        UNWIND $rows AS row
                        MERGE (c:SeriesChunk {id: row.id})
                        SET c.steps = row.steps, c.times = row.times, c.values = row.values
                        WITH c, row WHERE NOT EXISTS { ()-[:HAS_CHUNK]->(c) }
                        MATCH (s:Entity {id: row.series})
                        CREATE (s)-[:HAS_CHUNK]->(c)
                        """, Map.of("rows", rows)).consume();
    }
}
