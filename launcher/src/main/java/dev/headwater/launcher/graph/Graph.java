package dev.headwater.launcher.graph;

import dev.headwater.launcher.Explanation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/** The lineage of all runs, to be asked. */
public final class Graph implements AutoCloseable {

    private final String uri;
    private final Driver driver;

    private Graph(String uri, Driver driver) {
        this.uri = uri;
        this.driver = driver;
    }

    /**
     * Does not connect yet.
     *
     * @param password empty for a server that asks for none
     */
    public static Graph open(String uri, String user, String password) {
        Config config = Config.builder()
                .withLogging(Logging.none())
                .withConnectionTimeout(5, TimeUnit.SECONDS)
                .withMaxTransactionRetryTime(5, TimeUnit.SECONDS)
                .withUserAgent("headwater")
                .build();
        return new Graph(
                uri,
                GraphDatabase.driver(
                        uri, password.isEmpty() ? AuthTokens.none() : AuthTokens.basic(user, password), config));
    }

    /** Reads. */
    public List<Record> ask(String query, Map<String, ?> parameters) {
        return run(query, parameters, AccessMode.READ);
    }

    /** Reads or writes. */
    public List<Record> change(String query, Map<String, ?> parameters) {
        return run(query, parameters, AccessMode.WRITE);
    }

    /** Why the server cannot be used; empty when it can. */
    public Optional<String> whyNot() {
        try {
            driver.verifyConnectivity();
            return Optional.empty();
        } catch (Neo4jException e) {
            return Optional.of(Explanation.of(e));
        }
    }

    public String uri() {
        return uri;
    }

    /** For those who need more than questions. */
    public Driver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.close();
    }

    private List<Record> run(String query, Map<String, ?> parameters, AccessMode mode) {
        SessionConfig config =
                SessionConfig.builder().withDefaultAccessMode(mode).build();
        try (Session session = driver.session(config)) {
            return session.run(query, Map.copyOf(parameters)).list();
        }
    }
}
