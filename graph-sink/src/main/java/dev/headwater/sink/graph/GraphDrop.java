package dev.headwater.sink.graph;

import java.util.Map;
import java.util.function.LongConsumer;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/**
 * Empties the graph, so that a sink fills it again from the topics. While it is being emptied a mark in it makes sinks
 * wait; the watermarks go first and the mark last. Wherever this is stopped, done once more it ends well, and until then
 * no sink takes half a graph for a whole one.
 */
public final class GraphDrop {

    /** Most nodes or relationships of one transaction. */
    private static final int STEP = 5_000;

    private final Driver driver;

    public GraphDrop(Driver driver) {
        this.driver = driver;
    }

    /** Whether the graph is being dropped, or a drop was interrupted. */
    public boolean isUnderWay() {
        try (Session session = driver.session()) {
            return session.run("MATCH (v:SchemaVersion {id: 'graph'}) RETURN v.dropping")
                    .list(row -> row.get(0).asBoolean(false))
                    .contains(true);
        }
    }

    /** Nodes of the graph. */
    public long size() {
        try (Session session = driver.session()) {
            return session.run("MATCH (n) RETURN count(n)").single().get(0).asLong();
        }
    }

    /**
     * Removes everything but the schema.
     *
     * @param removed told how many nodes are gone, every now and then
     */
    public void drop(LongConsumer removed) {
        try (Session session = driver.session()) {
            session.run("MERGE (v:SchemaVersion {id: 'graph'}) SET v.dropping = true "
                            + "WITH v OPTIONAL MATCH (w:Watermark) DELETE w")
                    .consume();
            // Relationships first: a node that a hundred thousand runs use does not fit into one transaction with them.
            all(session, "MATCH ()-[r]->() WITH r LIMIT $step DELETE r RETURN count(*)", any -> {});
            all(
                    session,
                    "MATCH (n) WHERE NOT n:SchemaVersion AND NOT n:Watermark WITH n LIMIT $step DETACH DELETE n "
                            + "RETURN count(*)",
                    removed);
            session.run(
                            "MATCH (v:SchemaVersion {id: 'graph'}) SET v.oldest = $version REMOVE v.dropping "
                                    + "WITH v OPTIONAL MATCH (w:Watermark) DELETE w",
                            Map.of("version", GraphSchema.VERSION))
                    .consume();
        }
    }

    private static void all(Session session, String query, LongConsumer removed) {
        long total = 0;
        while (true) {
            Record row = session.executeWrite(
                    transaction -> transaction.run(query, Map.of("step", STEP)).single());
            long step = row.get(0).asLong();
            total += step;
            removed.accept(total);
            if (step < STEP) {
                return;
            }
        }
    }
}
