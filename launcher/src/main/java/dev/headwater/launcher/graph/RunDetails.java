package dev.headwater.launcher.graph;

import dev.headwater.prov.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/** All that the graph knows of one run, in the lists that a person thinks in. */
final class RunDetails {

    private static final String RUN = "MATCH (r:Activity {id: $id}) RETURN properties(r) AS properties";

    private static final String CONFIGURATION =
            "MATCH (:Activity {id: $id})-[:USED]->(c:Configuration) RETURN properties(c) AS properties";

    private static final String USER = """
            MATCH (:Activity {id: $id})-[:WAS_ASSOCIATED_WITH]->(p:Person)
            RETURN DISTINCT coalesce(p.label, p.id) AS user ORDER BY user""";

    private static final String INPUTS = """
            MATCH (r:Activity {id: $id})-[u:USED]->(e) WHERE NOT e:Configuration
            RETURN u.role AS role, coalesce(u.name, e.label, e.repository, '') AS name, labels(e) AS labels, e.id AS id,
                   u.uri AS uri, e.bytes AS bytes, e.commit AS commit, e.dirty AS dirty, u.branch AS branch
            ORDER BY role, name, id""";

    private static final String OUTPUTS = """
            MATCH (e)-[g:WAS_GENERATED_BY]->(r:Activity {id: $id})
            WHERE NOT e:MetricSeries AND NOT e:RunRecord
            RETURN g.role AS role, coalesce(g.name, e.label, '') AS name, labels(e) AS labels, e.id AS id,
                   g.uri AS uri, e.bytes AS bytes, g.step AS step
            ORDER BY step, role, name, id""";

    private static final String METRICS = """
            MATCH (s:MetricSeries)-[:WAS_GENERATED_BY]->(r:Activity {id: $id})
            RETURN coalesce(s.context, '') AS context, s.name AS name, s.count AS count, s.firstValue AS first, s.lastValue AS last,
                   s.min AS min, s.max AS max, s.mean AS mean, s.nonFinite AS nonFinite, s.firstStep AS firstStep,
                   s.lastStep AS lastStep
            ORDER BY context, name""";

    private static final String HARDWARE = """
            MATCH (s:ResourceSeries)-[:WAS_GENERATED_BY]->(:Activity)-[:WAS_STARTED_BY]->(r:Activity {id: $id})
            RETURN s.host AS host, s.device AS device, s.quantity AS quantity, s.unit AS unit, s.count AS count,
                   s.lastValue AS last, s.min AS min, s.max AS max, s.mean AS mean, s.sum AS sum
            ORDER BY host, device, quantity""";

    private static final String RANKS = """
            MATCH (k:Rank)-[:WAS_STARTED_BY]->(r:Activity {id: $id})
            OPTIONAL MATCH (d:Entity {id: 'record:' + substring(k.id, 5)})
            RETURN k.rank AS rank, k.status AS status, k.host AS host, k.startTime AS startTime, k.endTime AS endTime,
                   coalesce(k.attempts, 1) AS attempts, d.complete AS complete,
                   d.runEventsMissing + d.metricPointsMissing + d.hardwarePointsMissing AS missing
            ORDER BY rank""";

    private final Graph graph;
    private final String runId;

    RunDetails(Graph graph, String runId) {
        this.graph = graph;
        this.runId = runId;
    }

    /** Attributes of the run itself. */
    Map<String, @Nullable Object> run() {
        return properties(RUN);
    }

    /** Who ran it; empty when the run does not say. */
    String user() {
        return ask(USER).stream().map(row -> row.get("user").asString()).collect(Collectors.joining(", "));
    }

    /** Parameters, by name. */
    Map<String, @Nullable Object> params() {
        Map<String, @Nullable Object> params = new TreeMap<>();
        properties(CONFIGURATION).forEach((key, value) -> {
            if (key.startsWith("param:")) {
                params.put(key.substring("param:".length()), value);
            }
        });
        return params;
    }

    List<Record> inputs() {
        return ask(INPUTS);
    }

    List<Record> outputs() {
        return ask(OUTPUTS);
    }

    List<Record> metrics() {
        return ask(METRICS);
    }

    List<Record> hardware() {
        return ask(HARDWARE);
    }

    /** The processes that the run is made of. */
    List<Record> ranks() {
        return ask(RANKS);
    }

    List<Record> findings() {
        return graph.ask(AnomaliesCommand.QUERY, Map.of("runId", runId, "limit", 1000, "prefix", "run:"));
    }

    /** Everything, as JSON says it. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", run());
        map.put("user", user());
        map.put("params", params());
        map.put("ranks", plain(ranks()));
        map.put("inputs", plain(inputs()));
        map.put("outputs", plain(outputs()));
        map.put("metrics", plain(metrics()));
        map.put("hardware", plain(hardware()));
        map.put("findings", plain(findings()));
        return map;
    }

    private List<Record> ask(String query) {
        return graph.ask(query, Map.of("id", Identifiers.run(runId)));
    }

    private Map<String, @Nullable Object> properties(String query) {
        Map<String, @Nullable Object> properties = new TreeMap<>();
        ask(query)
                .forEach(row -> row.get("properties")
                        .asMap()
                        .forEach((key, value) -> properties.put(key, Values.plain(value))));
        return properties;
    }

    private static List<Object> plain(List<Record> rows) {
        List<Object> plain = new ArrayList<>();
        rows.forEach(row -> plain.add(Values.plain(row)));
        return plain;
    }
}
