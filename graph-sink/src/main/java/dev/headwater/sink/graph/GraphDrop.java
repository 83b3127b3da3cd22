package dev.headwater.sink.graph;

import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.ClientException;

/**
 * Empties the graph, so that a sink fills it again from the topics. While it is being emptied a mark in it makes sinks
 * wait; the watermarks go first and the mark last. Wherever this is stopped, done once more it ends well, and until then
 * no sink takes half a graph for a whole one.
 */
public final class GraphDrop {

    /** Most nodes or relationships of one transaction. */
    private static final int STEP = 5_000;

    private static final int ATTEMPTS = 5;

    /** Each answer at once, so that progress is not told when all is over. */
    private static final SessionConfig ONE_BY_ONE =
            SessionConfig.builder().withFetchSize(1).build();

    /** Is told how far a drop is, after each transaction. */
    public interface Progress {
        /**
         * @param what relationships or nodes
         * @param gone of them
         * @param of how many there were
         */
        void at(String what, long gone, long of);
    }

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

    /** Removes everything but the schema. */
    public void drop(Progress progress) {
        try (Session session = driver.session(ONE_BY_ONE)) {
            session.run("MERGE (v:SchemaVersion {id: 'graph'}) SET v.dropping = true "
                            + "WITH v OPTIONAL MATCH (w:Watermark) DELETE w")
                    .consume();
            // Relationships first: a node that a hundred thousand runs use does not fit into one transaction with them.
            remove(session, "relationships", "MATCH ()-[x]->()", progress);
            remove(session, "nodes", "MATCH (x) WHERE NOT x:SchemaVersion AND NOT x:Watermark", progress);
            session.run(
                            "MATCH (v:SchemaVersion {id: 'graph'}) SET v.oldest = $version REMOVE v.dropping "
                                    + "WITH v OPTIONAL MATCH (w:Watermark) DELETE w",
                            Map.of("version", GraphSchema.VERSION))
                    .consume();
        }
    }

    /** Until a pass over all of them ends well; what was in the way of one, such as a lock, need not be in that of the next. */
    private static void remove(Session session, String what, String match, Progress progress) {
        long of = session.run(match + " RETURN count(x)").single().get(0).asLong();
        long gone = 0;
        for (int attempt = 1; ; attempt++) {
            // One query in many transactions; a query for each would begin at what is gone already, again and again.
            Result transactions = session.run(
                    match + " CALL (x) { DETACH DELETE x } IN TRANSACTIONS OF " + STEP
                            + " ROWS ON ERROR BREAK REPORT STATUS AS status "
                            + "RETURN DISTINCT status.transactionId, status.committed AS committed, status.errorMessage AS error");
            String error = "";
            while (transactions.hasNext()) {
                Record transaction = transactions.next();
                error += transaction.get("error").asString("");
                if (transaction.get("committed").asBoolean()) {
                    gone = Math.min(of, gone + STEP);
                    progress.at(what, gone, of);
                }
            }
            if (error.isEmpty()) {
                return;
            } else if (attempt == ATTEMPTS) {
                throw new ClientException("not all " + what + " could be dropped: " + error);
            }
        }
    }
}
