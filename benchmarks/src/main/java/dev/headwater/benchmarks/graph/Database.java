package dev.headwater.benchmarks.graph;

import dev.headwater.embedded.EmbeddedNeo4j;
import dev.headwater.sink.graph.GraphSchema;
import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;

/** A real Neo4j of its own, on the same machine, empty but for the constraints of the graph. */
final class Database implements AutoCloseable {

    static final String MEMORY = "1 GiB of heap, 256 MiB of page cache";

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final EmbeddedNeo4j neo4j;
    private final Driver driver;

    private Database(EmbeddedNeo4j neo4j) {
        this.neo4j = neo4j;
        this.driver = GraphDatabase.driver(
                neo4j.boltUri(),
                AuthTokens.none(),
                Config.builder().withLogging(Logging.none()).build());
    }

    /**
     * Starts it.
     *
     * @param root the checkout
     * @param home empty folder for its data
     */
    static Database start(Path root, Path home) {
        Database database = new Database(EmbeddedNeo4j.start(EmbeddedNeo4j.Options.of(root, home)));
        try {
            database.neo4j.awaitReady(PATIENCE);
            GraphSchema.install(database.driver);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    Driver driver() {
        return driver;
    }

    String uri() {
        return neo4j.boltUri();
    }

    /** Statements from the topic that are committed: nothing else has offsets here. */
    long committed() {
        try (Session session = driver.session()) {
            return session.run("MATCH (w:Watermark) RETURN coalesce(sum(w.offset), 0) AS all")
                    .single()
                    .get("all")
                    .asLong();
        }
    }

    /** Nodes and relationships, watermarks and the like left out. */
    long size() {
        try (Session session = driver.session()) {
            return session.run("CALL () { MATCH (n:Entity|Activity|Agent|Open) RETURN count(n) AS part "
                            + "UNION ALL MATCH ()-[r]->() RETURN count(r) AS part } RETURN sum(part) AS size")
                    .single()
                    .get("size")
                    .asLong();
        }
    }

    /** Ends it at once: nobody needs its data any more. */
    @Override
    public void close() {
        driver.close();
        neo4j.kill();
    }
}
