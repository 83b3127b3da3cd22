package dev.headwater.sink.graph;

import dev.headwater.sink.intent.End;
import dev.headwater.sink.intent.NodeRow;
import dev.headwater.sink.intent.WriteSet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.ClientException;

/** Writes batches to the graph, each with its watermarks in one transaction. */
public final class GraphWriter {

    private static final TransactionConfig LIMIT =
            TransactionConfig.builder().withTimeout(Duration.ofSeconds(120)).build();

    private static final String CONSTRAINT = "Neo.ClientError.Schema.ConstraintValidationFailed";

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
        write(set, advances, true);
    }

    /**
     * Writes a part of a batch, all or nothing, and leaves the watermarks for later.
     *
     * @param advances of the batch
     * @throws WatermarkMoved when a watermark is not where the batch begins any more; nothing is written then
     * @throws org.neo4j.driver.exceptions.Neo4jException when the database cannot be reached or refuses
     */
    public void writePart(WriteSet set, Collection<Advance> advances) throws WatermarkMoved {
        write(set, advances, false);
    }

    private void write(WriteSet set, Collection<Advance> advances, boolean whole) throws WatermarkMoved {
        try {
            attempt(set, advances, whole, true);
        } catch (ClientException e) {
            if (!CONSTRAINT.equals(e.code())) {
                throw e;
            }
            // A relation that was taken for new may have been there, with other ends.
            attempt(set, advances, whole, false);
        }
    }

    private void attempt(WriteSet set, Collection<Advance> advances, boolean whole, boolean trusting)
            throws WatermarkMoved {
        try (Session session = driver.session();
                Transaction transaction = session.beginTransaction(LIMIT)) {
            advance(transaction, advances, whole);
            Set<End> touched = takeBack(transaction, set);
            Map<String, List<NodeRow>> nodes = set.nodes();
            Map<String, String> labelOfAny = labelsOfAny(transaction, nodes);
            UnaryOperator<End> labelOf = end ->
                    end.label().equals(End.ANY) ? new End(labelOfAny.getOrDefault(end.id(), "Entity"), end.id()) : end;
            Places places = nodes(transaction, nodes, labelOf);
            touched.addAll(Relations.say(transaction, set.relations(), labelOf, places, trusting));
            Chunks.say(transaction, set.chunks(), places);
            Elements.sweep(transaction, touched);
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
            // One without an offset is where the first batch of a partition was written in parts.
            session.run("MATCH (w:Watermark) WHERE w.offset IS NOT NULL RETURN w.id AS id, w.offset AS offset")
                    .forEachRemaining(row -> watermarks.put(
                            row.get("id").asString(), row.get("offset").asLong()));
            return watermarks;
        }
    }

    private static void advance(Transaction transaction, Collection<Advance> advances, boolean move)
            throws WatermarkMoved {
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
                        "OPTIONAL MATCH (v:SchemaVersion {id: 'graph'}) WITH coalesce(v.dropping, false) AS dropping "
                                + "UNWIND $rows AS row MERGE (w:Watermark {id: row.id}) SET w.id = row.id "
                                + "WITH w, row, w.offset AS before, dropping "
                                + "SET w.offset = CASE WHEN $move THEN row.to ELSE before END "
                                + "RETURN row.id AS id, before, dropping",
                        Map.of("rows", rows, "move", move))
                .list();
        for (Record row : before) {
            if (row.get("dropping").asBoolean()) {
                throw new WatermarkMoved("the graph is being dropped");
            }
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
    private static Map<String, String> labelsOfAny(Transaction transaction, Map<String, List<NodeRow>> nodes) {
        List<NodeRow> unknown = nodes.getOrDefault(End.ANY, List.of());
        if (unknown.isEmpty()) {
            return Map.of();
        }
        Map<String, String> labels = new HashMap<>();
        unknown.forEach(row -> labels.put(row.node().id(), "Entity"));
        nodes.forEach((label, rows) -> {
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
        // What is said now counts more than a name.
        nodes.forEach((label, rows) -> rows.stream()
                .filter(row -> !row.isBare())
                .forEach(row -> labels.replace(row.node().id(), label)));
        return labels;
    }

    /** What is no longer said goes first, so that a word of now is never taken for one of before. */
    private static Set<End> takeBack(Transaction transaction, WriteSet set) {
        Set<End> touched = new HashSet<>(Chunks.takeBack(transaction, set.chunksTakenBack()));
        set.takenBack().forEach((kind, keys) -> {
            if (!keys.isEmpty()) {
                touched.addAll(
                        kind.isElement()
                                ? Elements.takeBack(transaction, End.labelOf(kind), keys)
                                : Relations.takeBack(transaction, kind, keys));
            }
        });
        return touched;
    }

    private static Places nodes(Transaction transaction, Map<String, List<NodeRow>> nodes, UnaryOperator<End> labelOf) {
        SortedMap<String, SortedMap<String, NodeRow>> byLabel = new TreeMap<>();
        nodes.values()
                .forEach(rows -> rows.forEach(
                        row -> byLabel.computeIfAbsent(labelOf.apply(row.node()).label(), any -> new TreeMap<>())
                                .merge(row.node().id(), row, (one, other) -> one.isBare() ? other : one)));
        Places places = new Places();
        byLabel.forEach((label, rows) -> Elements.say(transaction, label, rows, places));
        return places;
    }
}
