package dev.headwater.testkit;

import dev.headwater.embedded.FreePorts;
import java.util.List;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/** The Neo4j of this test run. All tests of a module share it: begin with {@link #clear}. */
public final class Neo4jServer implements AutoCloseable {
    private static final String PASSWORD = "testkit-password";

    private final int port;
    private final Backend backend;
    private final Driver driver;

    private Neo4jServer(int port, Backend backend) {
        this.port = port;
        this.backend = backend;
        this.driver = GraphDatabase.driver(boltUri(), AuthTokens.basic(user(), password()));
    }

    /** Starts a server of one's own; tests get the shared one from {@link Neo4jExtension}. */
    public static Neo4jServer launch() {
        int port = FreePorts.choose();
        Neo4jServer server = new Neo4jServer(port, Backends.neo4j(port, PASSWORD));
        try {
            server.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    public String boltUri() {
        return "bolt://127.0.0.1:" + port;
    }

    /** The loopback port of Bolt, for {@link FaultyLink#to}. */
    public int port() {
        return port;
    }

    public String user() {
        return "neo4j";
    }

    public String password() {
        return PASSWORD;
    }

    /** A driver that lives as long as this server: leave it open. */
    public Driver driver() {
        return driver;
    }

    /** As on the first day: no nodes, no relationships, no constraints, no indexes. */
    public void wipe() {
        clear();
        try (Session session = driver.session()) {
            for (String name : names(session, "SHOW CONSTRAINTS YIELD name")) {
                session.run("DROP CONSTRAINT `" + name + "` IF EXISTS").consume();
            }
            for (String name : names(session, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")) {
                session.run("DROP INDEX `" + name + "` IF EXISTS").consume();
            }
        }
    }

    /** No nodes and no relationships. Constraints and indexes stay: to make them again takes longer than most tests. */
    public void clear() {
        try (Session session = driver.session()) {
            session.run("MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
                    .consume();
        }
    }

    /** Ends the server in good order; its data and port stay for {@link #start}. */
    public void stop() {
        backend.stop();
    }

    /** Ends the server as a power cut would; its data and port stay for {@link #start}. */
    public void kill() {
        backend.kill();
    }

    /** Starts the server again and waits until it answers. */
    public void start() {
        backend.start();
    }

    @Override
    public void close() {
        driver.close();
        backend.close();
    }

    private static List<String> names(Session session, String query) {
        return session.run(query).list(row -> row.get("name").asString());
    }
}
