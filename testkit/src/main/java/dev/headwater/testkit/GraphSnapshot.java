package dev.headwater.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** Everything in the graph but its watermarks, as text that can be compared. */
public final class GraphSnapshot {

    private GraphSnapshot() {}

    public static SortedSet<String> of(Driver driver) {
        SortedSet<String> all = new TreeSet<>();
        try (Session session = driver.session()) {
            session.run("MATCH (n) WHERE NOT n:Watermark AND NOT n:SchemaVersion "
                            + "RETURN labels(n) AS labels, properties(n) AS properties")
                    .forEachRemaining(
                            row -> all.add(new TreeSet<>(row.get("labels").asList()) + " "
                                    + text(row.get("properties").asMap())));
            session.run("MATCH (s)-[r]->(t) RETURN s.id AS s, type(r) AS type, properties(r) AS p, t.id AS t, count(*) "
                            + "AS times")
                    .forEachRemaining(row -> all.add(row.get("s").asString() + " -"
                            + row.get("type").asString() + "-> "
                            + row.get("t").asString() + " " + text(row.get("p").asMap()) + " x"
                            + row.get("times").asLong()));
        }
        return all;
    }

    /** One answer of a query. */
    public static Object ask(Driver driver, String query, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(query, parameters).single().get(0).asObject();
        }
    }

    private static String text(Map<String, Object> properties) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(properties).forEach((key, value) -> parts.add(key + "=" + value));
        return parts.toString();
    }
}
