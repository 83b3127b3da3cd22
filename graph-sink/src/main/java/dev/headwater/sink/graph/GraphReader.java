package dev.headwater.sink.graph;

import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.intent.End;
import dev.headwater.sink.intent.GraphStatements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Value;

/** Reads statements out of the graph as a stream: a query of any size takes a bounded part of memory at a time. */
public final class GraphReader implements AutoCloseable {

    /** What receives relations. */
    public interface RelationReader {
        void relation(Statement relation, End source, End target);
    }

    private static final String RELATION = """
            RETURN s.id AS source, [l IN labels(s) WHERE l IN $kinds][0] AS sourceLabel,
                   t.id AS target, [l IN labels(t) WHERE l IN $kinds][0] AS targetLabel, properties(r) AS properties
            """;

    private static final List<String> KINDS = List.of("Entity", "Activity", "Agent", End.OPEN);

    private final Session session;

    public GraphReader(Driver driver) {
        session = driver.session(SessionConfig.builder()
                .withDefaultAccessMode(AccessMode.READ)
                .withFetchSize(2_000)
                .build());
    }

    /** Bare ids of all runs that the graph knows by their own statement, sorted. */
    public List<String> runs() {
        return texts("MATCH (r:Run) WHERE r.runId IS NOT NULL RETURN r.runId AS text ORDER BY text", Map.of());
    }

    /** Bare ids of the runs of an experiment, sorted. */
    public List<String> runsOf(String experiment) {
        return texts(
                "MATCH (r:Run {experiment: $name}) WHERE r.runId IS NOT NULL RETURN r.runId AS text ORDER BY text",
                Map.of("name", experiment));
    }

    /** Those of these runs that the graph knows. */
    public List<String> known(List<String> runs) {
        return texts(
                "UNWIND $runs AS run MATCH (r:Run {runId: run}) RETURN DISTINCT r.runId AS text ORDER BY text",
                Map.of("runs", runs));
    }

    /** Ids of all elements of a kind. */
    public void ids(Kind element, Consumer<String> reader) {
        session.run("MATCH (n:%s) RETURN n.id AS id".formatted(End.labelOf(element)))
                .forEachRemaining(row -> reader.accept(row.get("id").asString()));
    }

    /** Number of relations of a kind that these runs say. */
    public long count(Kind relation, List<String> runs) {
        return number(
                "MATCH ()-[r:%s]->() WHERE r.run IN $runs AND r.id IS NOT NULL RETURN count(r) AS number"
                        .formatted(relation),
                Map.of("runs", runs));
    }

    /** Number of relations of a kind, whoever says them. */
    public long count(Kind relation) {
        return number("MATCH ()-[r:%s]->() RETURN count(r) AS number".formatted(relation), Map.of());
    }

    /** The relations of a kind that these runs say. */
    public void relations(Kind kind, List<String> runs, RelationReader reader) {
        read(
                kind,
                "MATCH (s)-[r:%s]->(t) WHERE r.run IN $runs AND r.id IS NOT NULL ".formatted(kind) + RELATION,
                Map.of("runs", runs, "kinds", KINDS),
                reader);
    }

    /** All relations of a kind. */
    public void relations(Kind kind, RelationReader reader) {
        read(kind, "MATCH (s)-[r:%s]->(t) ".formatted(kind) + RELATION, Map.of("kinds", KINDS), reader);
    }

    /** The elements of a kind with these ids, by id. One that the graph does not have is not there. */
    public Map<String, Statement> elements(Kind kind, List<String> ids) {
        Map<String, Statement> byId = new HashMap<>();
        session.run(
                        "UNWIND $ids AS id MATCH (n:%s {id: id}) RETURN id, properties(n) AS properties"
                                .formatted(End.labelOf(kind)),
                        Map.of("ids", ids))
                .forEachRemaining(row -> byId.put(
                        row.get("id").asString(),
                        GraphStatements.element(kind, row.get("properties").asMap())));
        return byId;
    }

    @Override
    public void close() {
        session.close();
    }

    private void read(Kind kind, String query, Map<String, Object> parameters, RelationReader reader) {
        session.run(query, parameters).forEachRemaining(row -> {
            End source = end(row, "sourceLabel", "source");
            End target = end(row, "targetLabel", "target");
            reader.relation(
                    GraphStatements.relation(kind, row.get("properties").asMap(), source, target), source, target);
        });
    }

    private static End end(Record row, String label, String id) {
        Value kind = row.get(label);
        return new End(kind.isNull() ? End.ANY : kind.asString(), row.get(id).asString());
    }

    private List<String> texts(String query, Map<String, Object> parameters) {
        return session.run(query, parameters).list(row -> row.get("text").asString());
    }

    private long number(String query, Map<String, Object> parameters) {
        return session.run(query, parameters).single().get("number").asLong();
    }
}
