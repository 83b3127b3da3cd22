package dev.headwater.sink.graph;

import dev.headwater.prov.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/**
 * Constraints and indexes of the graph, and the version they are of. Installing them again changes nothing.
 *
 * <p>A relationship is unique in its run and id together. The index behind that constraint finds the relationships of a
 * run (as long as the query also says {@code r.id IS NOT NULL}), and it is what makes merging one as fast between two
 * hot nodes as anywhere.
 */
public final class GraphSchema {

    /**
     * Version of labels, properties and relationship types. A sink refuses a graph of a newer one, and goes on with an
     * older one: from version 2 on elements know their speakers, and of those written before they count as unknown.
     */
    public static final int VERSION = 2;

    private static final long LONGEST_WAIT_SECONDS = 600;

    private static final List<String> UNIQUE_LABELS =
            List.of("Entity", "Activity", "Agent", "Open", "SeriesChunk", "Watermark", "SchemaVersion");

    private static final List<String> RUN_INDEXES = List.of("runId", "name", "experiment");

    private GraphSchema() {}

    /**
     * Creates what is missing and waits until it can be used. Two that do so at the same time get in each other's way.
     *
     * @return the oldest version that some of the graph may have been written with
     * @throws IllegalStateException when the graph was written by a newer sink
     * @throws org.neo4j.driver.exceptions.Neo4jException when the database cannot be reached or refuses
     */
    public static synchronized int install(Driver driver) {
        try (Session session = driver.session()) {
            statements().forEach(statement -> session.run(statement).consume());
            session.run("CALL db.awaitIndexes($seconds)", Map.of("seconds", LONGEST_WAIT_SECONDS))
                    .consume();
            Record found = session.run(
                            "MERGE (v:SchemaVersion {id: 'graph'}) "
                                    + "SET v.oldest = coalesce(v.oldest, v.version, $version), "
                                    + "v.version = CASE WHEN coalesce(v.version, 0) < $version THEN $version "
                                    + "ELSE v.version END RETURN v.version AS version, v.oldest AS oldest",
                            Map.of("version", VERSION))
                    .single();
            int version = found.get("version").asInt();
            if (version > VERSION) {
                throw new IllegalStateException("the graph has schema version " + version + ", this sink knows "
                        + VERSION + "; run the newer sink");
            }
            return found.get("oldest").asInt();
        }
    }

    static List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String label : UNIQUE_LABELS) {
            statements.add("CREATE CONSTRAINT headwater_%s_id IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE"
                    .formatted(label.toLowerCase(Locale.ROOT), label));
        }
        for (String property : RUN_INDEXES) {
            statements.add("CREATE INDEX headwater_run_%s IF NOT EXISTS FOR (n:Run) ON (n.%s)"
                    .formatted(property.toLowerCase(Locale.ROOT), property));
        }
        statements.add("CREATE INDEX headwater_anomaly_runid IF NOT EXISTS FOR (n:Anomaly) ON (n.runId)");
        Arrays.stream(Kind.values())
                .filter(Kind::isRelation)
                .forEach(kind -> statements.add(
                        "CREATE CONSTRAINT headwater_%s_said IF NOT EXISTS FOR ()-[r:%s]-() REQUIRE (r.run, r.id) IS UNIQUE"
                                .formatted(kind.name().toLowerCase(Locale.ROOT), kind.name())));
        return statements;
    }
}
