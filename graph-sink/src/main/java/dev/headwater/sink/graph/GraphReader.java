package dev.headwater.sink.graph;

import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.intent.End;
import dev.headwater.sink.intent.GraphStatements;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Value;

/** Reads statements out of the graph as a stream: a query of any size takes a bounded part of memory at a time. */
public final class GraphReader implements AutoCloseable {

    /** What receives relations. */
    public interface RelationReader {

        /** @param begun what came into being by it, if only the run that says the relation says that, too */
        void relation(Statement relation, End source, End target, Optional<Statement> begun);
    }

    /** A source of one of these comes into being once, so that it can be sent along and need not be looked for. */
    private static final Set<Kind> BEGINNINGS = EnumSet.of(Kind.WAS_GENERATED_BY, Kind.WAS_STARTED_BY);

    private static final String RELATION = """
            MATCH (s)-[r:%s]->(t) WHERE r.run IN $runs AND r.id IS NOT NULL
            RETURN s.id AS source, %s AS sourceLabel, t.id AS target, %s AS targetLabel, properties(r) AS properties, %s AS begun
            """;

    /** A chunk has up to 1,024 points in three columns: some megabytes at a time. */
    private static final int CHUNKS_AT_A_TIME = 32;

    private static final int ROWS_AT_A_TIME = 1_000;

    private final Session session;
    private final Session points;

    public GraphReader(Driver driver) {
        session = session(driver, ROWS_AT_A_TIME);
        points = session(driver, CHUNKS_AT_A_TIME);
    }

    private static Session session(Driver driver, int fetchSize) {
        return driver.session(SessionConfig.builder()
                .withDefaultAccessMode(AccessMode.READ)
                .withFetchSize(fetchSize)
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

    /** What the graph says of these runs as a whole, in the order of their ids. */
    public List<RunFacts> facts(List<String> runs) {
        return session.run(RunFacts.QUERY, Map.of("runs", runs)).list(RunFacts::of);
    }

    /** When something was last heard of these runs, in the order of their ids. */
    public List<LastHeard> lastHeard(List<String> runs) {
        return session.run(LastHeard.QUERY, LastHeard.parameters(runs)).list(LastHeard::of);
    }

    /** Those who say relations and are no runs that the graph knows by their own statement, sorted. */
    public List<String> strangers() {
        TreeSet<String> strangers = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            if (kind.isRelation()) {
                strangers.addAll(texts(
                        ("MATCH ()-[r:%s]->() WHERE r.run > '' AND r.id IS NOT NULL WITH DISTINCT r.run AS text "
                                        + "WHERE NOT EXISTS { (:Run {runId: text}) } RETURN text")
                                .formatted(kind),
                        Map.of()));
            }
        }
        return List.copyOf(strangers);
    }

    /** Elements of a kind that no relation leads to or from, and the run that alone says each, empty for none. */
    public void alone(Kind element, BiConsumer<String, String> reader) {
        session.run("MATCH (n:%s) WHERE COUNT { (n)--() } = 0 RETURN n.id AS id, coalesce(n.run, '') AS run"
                        .formatted(End.labelOf(element)))
                .forEachRemaining(row ->
                        reader.accept(row.get("id").asString(), row.get("run").asString()));
    }

    /**
     * The chunks of these entities, by the place of the entity in the list, then by their own place in the series. One such
     * reading at a time.
     */
    public Iterator<ChunkOf> chunks(List<String> entities) {
        Result result = points.run(ChunkOf.QUERY, Map.of("ids", entities));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return result.hasNext();
            }

            @Override
            public ChunkOf next() {
                return ChunkOf.of(result.next());
            }
        };
    }

    /** The relations of a kind that these runs say. */
    public void relations(Kind kind, List<String> runs, RelationReader reader) {
        String query = RELATION.formatted(
                kind,
                label("s", End.labelsOfSource(kind)),
                label("t", End.labelsOfTarget(kind)),
                BEGINNINGS.contains(kind) ? "CASE WHEN s.run = r.run AND r.run <> '' THEN properties(s) END" : "null");
        session.run(query, Map.of("runs", runs)).forEachRemaining(row -> {
            End source = end(row, "sourceLabel", "source");
            End target = end(row, "targetLabel", "target");
            reader.relation(
                    GraphStatements.relation(kind, row.get("properties").asMap(), source, target),
                    source,
                    target,
                    begun(source, row.get("begun")));
        });
    }

    /** The elements of a kind with these ids, by id. One that the graph does not have is not there. */
    public Map<String, Statement> elements(Kind kind, List<String> ids) {
        Map<String, Statement> byId = new HashMap<>();
        session.run(
                        "MATCH (n:%s) WHERE n.id IN $ids RETURN properties(n) AS properties"
                                .formatted(End.labelOf(kind)),
                        Map.of("ids", ids))
                .forEachRemaining(row -> {
                    Statement element =
                            GraphStatements.element(kind, row.get("properties").asMap());
                    byId.put(element.id(), element);
                });
        return byId;
    }

    @Override
    public void close() {
        try (points) {
            session.close();
        }
    }

    private static Optional<Statement> begun(End source, Value properties) {
        return properties.isNull()
                ? Optional.empty()
                : source.kind().map(kind -> GraphStatements.element(kind, properties.asMap()));
    }

    private static End end(Record row, String label, String id) {
        return new End(row.get(label).asString(), row.get(id).asString());
    }

    /** Which of these labels a node has. The last one is taken for granted: looking is what costs. */
    private static String label(String node, List<String> labels) {
        String last = "'" + labels.get(labels.size() - 1) + "'";
        return labels.size() == 1
                ? last
                : labels.subList(0, labels.size() - 1).stream()
                        .map(label -> "WHEN %s:%s THEN '%2$s'".formatted(node, label))
                        .collect(Collectors.joining(" ", "CASE ", " ELSE " + last + " END"));
    }

    private List<String> texts(String query, Map<String, Object> parameters) {
        return session.run(query, parameters).list(row -> row.get("text").asString());
    }
}
