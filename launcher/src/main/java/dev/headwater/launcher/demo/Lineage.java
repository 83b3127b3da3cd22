package dev.headwater.launcher.demo;

import dev.headwater.launcher.graph.Graph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** What the demo asks the graph about its two runs. */
final class Lineage {

    /** From run B through the checkpoint to all that made it. Printed as it is, so that it can be tried. */
    static final String QUERY = """
            MATCH (b:Run {name: 'B'})-[:USED]->(c:Checkpoint)-[g:WAS_GENERATED_BY]->(a:Run)
            MATCH (a)-[r:USED|WAS_ASSOCIATED_WITH]->(x) WHERE NOT x:ComputeNode
            RETURN DISTINCT b.name AS run, 'checkpoint of step ' + g.step AS used, a.name AS made_by,
                   type(r) AS which, [label IN labels(x) WHERE NOT label IN ['Entity', 'Agent', 'Plan', 'Collection']] AS what,
                   coalesce(r.name, x.label, x.commit, x.id) AS name
            ORDER BY what""";

    private static final String RUNS = """
            MATCH (r:Run) WHERE r.runId IN $runs
            RETURN r.runId AS runId, r.name AS name, r.status AS status, r.exitCode AS exitCode, r.complete AS complete,
                   r.pointsExpected AS pointsExpected, r.pointsReceived AS pointsReceived,
                   r.eventsExpected AS eventsExpected, r.eventsReceived AS eventsReceived, r.errorMessage AS errorMessage
            ORDER BY name""";

    private static final String FINDINGS = """
            MATCH (f:Anomaly {runId: $run})
            RETURN f.severity AS severity, f.rule AS rule, f.firstStep AS firstStep, f.message AS message
            ORDER BY f.firstStep, f.rule""";

    private final Graph graph;
    private final String a;
    private final String b;

    /** @param a run id of run A */
    Lineage(Graph graph, String a, String b) {
        this.graph = graph;
        this.a = a;
        this.b = b;
    }

    List<Record> answer() {
        return graph.ask(QUERY, Map.of());
    }

    List<Record> runs() {
        return graph.ask(RUNS, Map.of("runs", List.of(a, b)));
    }

    List<Record> findings() {
        return graph.ask(FINDINGS, Map.of("run", b));
    }

    /** Kinds of things that the answer names. */
    static Set<String> kinds(List<Record> answer) {
        Set<String> kinds = new TreeSet<>();
        answer.forEach(row -> kinds.addAll(row.get("what").asList(Value::asString)));
        return kinds;
    }
}
