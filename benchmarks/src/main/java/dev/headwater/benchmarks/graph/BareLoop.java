package dev.headwater.benchmarks.graph;

import dev.headwater.sink.intent.NodeRow;
import dev.headwater.sink.intent.RelationRow;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.intent.WriteSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * The least that writes the same graph: the driver, {@code UNWIND … MERGE} of nodes and relationships, a transaction a batch.
 * No topic is read; rows are made before the time begins; nothing is compared, taken back or remembered.
 */
final class BareLoop {

    private static final String NODES =
            "UNWIND $rows AS row MERGE (n:%s {id: row.id}) SET n += row.properties, n:$(row.labels)";

    private static final String RELATIONS = "UNWIND $rows AS row MATCH (s:%s {id: row.source}) "
            + "MATCH (t:%s {id: row.target}) MERGE (s)-[r:%s {run: row.run, id: row.id}]->(t) SET r += row.properties";

    private BareLoop() {}

    /**
     * Writes runs.
     *
     * @return statements per second, of all but the first batches
     */
    static double rate(Driver driver, int runs, int warmRuns, int batchSize) {
        List<Said> batch = new ArrayList<>(batchSize);
        long nanos = 0;
        long statements = 0;
        for (int run = 0; run < runs; run++) {
            RunLineage.of(run).forEach(statement -> batch.add(Said.of(statement)));
            if (batch.size() >= batchSize || run == runs - 1) {
                Map<String, List<Map<String, Object>>> rows = rows(WriteSet.of(batch));
                long begun = System.nanoTime();
                write(driver, rows);
                if (run >= warmRuns) {
                    nanos += System.nanoTime() - begun;
                    statements += batch.size();
                }
                batch.clear();
            }
        }
        return statements * 1e9 / nanos;
    }

    private static void write(Driver driver, Map<String, List<Map<String, Object>>> rows) {
        try (Session session = driver.session();
                Transaction transaction = session.beginTransaction()) {
            rows.forEach((query, ofQuery) ->
                    transaction.run(query, Map.of("rows", ofQuery)).consume());
            transaction.commit();
        }
    }

    /** Rows by query; queries of nodes come first. */
    private static Map<String, List<Map<String, Object>>> rows(WriteSet set) {
        Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
        set.nodes().forEach((label, rows) -> {
            for (NodeRow row : rows) {
                all.computeIfAbsent(NODES.formatted(label), any -> new ArrayList<>())
                        .add(Map.of(
                                "id", row.node().id(),
                                "labels", row.labels(),
                                "properties", row.properties()));
            }
        });
        set.relations().forEach((kind, rows) -> {
            for (RelationRow row : rows) {
                String query =
                        RELATIONS.formatted(row.source().label(), row.target().label(), kind);
                all.computeIfAbsent(query, any -> new ArrayList<>())
                        .add(Map.of(
                                "id", row.id(),
                                "run", row.run(),
                                "source", row.source().id(),
                                "target", row.target().id(),
                                "properties", row.properties()));
            }
        });
        return all;
    }
}
