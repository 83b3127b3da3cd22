package dev.headwater.benchmarks.graph;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.SummaryCounters;

/**
 * Writes runs into an empty graph, with CREATE and so faster than the sink may, which must expect that something is there. What
 * it writes has the labels, ids, properties and relationships that matter to who asks for ancestors, and the series beside.
 */
final class RunsWriter {

    private static final int BATCH = 250;

    private static final String SHARED = """
            UNWIND range(0, $count - 1) AS i
            CREATE (n:%s {id: $ids[i]}) SET n += $properties, n.label = $ids[i], n.run = ''
            """;

    private static final String RUNS = """
            UNWIND $rows AS row
            MATCH (code:Entity {id: row.code}) MATCH (environment:Entity {id: row.environment})
            MATCH (host:Entity {id: row.host}) MATCH (person:Agent {id: row.person})
            MATCH (train:Entity {id: row.train}) MATCH (test:Entity {id: row.test})
            CREATE (r:Activity:Run {id: 'run:' + row.id, runId: row.id, run: row.id, name: row.id, label: row.id,
              experiment: row.experiment, status: 'FINISHED', complete: true, energy: 3.6e6,
              startTime: datetime({epochMillis: row.begin}), endTime: datetime({epochMillis: row.begin + 3600000})})
            CREATE (c:Entity:Configuration:Plan {id: 'config:' + row.id, run: row.id}) SET c += row.config
            CREATE (d:Entity:RunRecord:Bundle {id: 'record:' + row.id, run: row.id, profileVersion: '1'})
            CREATE (m:Entity:Artifact:Model {id: 'data:' + row.sha256, sha256: row.sha256, run: row.id, bytes: 1000000})
            CREATE (k0:Entity:Artifact:Checkpoint {id: 'data:' + row.checkpoints[0], sha256: row.checkpoints[0], run: row.id})
            CREATE (k1:Entity:Artifact:Checkpoint {id: 'data:' + row.checkpoints[1], sha256: row.checkpoints[1], run: row.id})
            CREATE (r)-[:USED {run: row.id, id: row.id + '/1', role: 'mlp:code', branch: 'main'}]->(code)
            CREATE (r)-[:USED {run: row.id, id: row.id + '/2', role: 'mlp:environment'}]->(environment)
            CREATE (r)-[:USED {run: row.id, id: row.id + '/3', role: 'mlp:host'}]->(host)
            CREATE (r)-[:USED {run: row.id, id: row.id + '/4', role: 'mlp:config'}]->(c)
            CREATE (r)-[:USED {run: row.id, id: row.id + '/5', role: 'mlp:train', name: 'data'}]->(train)
            CREATE (r)-[:USED {run: row.id, id: row.id + '/6', role: 'mlp:test', name: 'data'}]->(test)
            CREATE (r)-[:WAS_ASSOCIATED_WITH {run: row.id, id: row.id + '/7', role: 'mlp:operator'}]->(person)
            CREATE (d)-[:WAS_GENERATED_BY {run: row.id, id: row.id + '/8', role: 'mlp:record'}]->(r)
            FOREACH (made IN [m, k0, k1] |
              CREATE (made)-[:WAS_GENERATED_BY {run: row.id, id: made.id, role: 'mlp:artifact', step: row.points}]->(r)
              CREATE (made)-[:WAS_DERIVED_FROM {run: row.id, id: made.id + '/1', activity: 'run:' + row.id}]->(train)
              CREATE (made)-[:WAS_DERIVED_FROM {run: row.id, id: made.id + '/2', activity: 'run:' + row.id}]->(test))
            CREATE (k1)-[:WAS_DERIVED_FROM {run: row.id, id: row.id + '/9', activity: 'run:' + row.id}]->(k0)
            FOREACH (i IN range(0, size(row.series) - 1) |
              CREATE (s:Entity:MetricSeries {id: 'series:' + row.id + '/train/' + row.series[i], run: row.id,
                name: row.series[i], context: 'train', count: row.points, firstStep: 0, lastStep: row.points,
                min: row.values[i], max: row.values[i], mean: row.values[i], lastValue: row.values[i]})
              CREATE (s)-[:WAS_GENERATED_BY {run: row.id, id: s.id, role: 'mlp:metric'}]->(r))
            """;

    private static final String PARENTS = """
            UNWIND $rows AS row
            UNWIND row.parents AS parent
            MATCH (r:Activity {id: 'run:' + row.id}) MATCH (p:Entity {id: parent})
            CREATE (r)-[:USED {run: row.id, id: parent, role: 'mlp:model', name: 'model.bin'}]->(p)
            WITH row, p, ['data:' + row.sha256, 'data:' + row.checkpoints[0], 'data:' + row.checkpoints[1]] AS results
            UNWIND results AS result
            MATCH (m:Entity {id: result})
            CREATE (m)-[:WAS_DERIVED_FROM {run: row.id, id: result + p.id, activity: 'run:' + row.id}]->(p)
            """;

    private final Driver driver;
    private long elements;

    RunsWriter(Driver driver) {
        this.driver = driver;
    }

    /** What runs have in common; then the runs, batch by batch. */
    void write(ManyRuns runs, int count) {
        shared("Entity:SourceCode", ManyRuns.codes(), Map.of("repository", "https://example.org/x.git"));
        shared("Entity:Environment", ManyRuns.environments(), Map.of());
        shared("Entity:ComputeNode", ManyRuns.hosts(), Map.of());
        shared("Entity:Dataset", ManyRuns.datasets(), Map.of("rows", 1_000L));
        shared("Agent:Person", ManyRuns.people(), Map.of());
        for (int from = 0; from < count; from += BATCH) {
            List<Map<String, Object>> rows = IntStream.range(from, Math.min(from + BATCH, count))
                    .mapToObj(runs::row)
                    .toList();
            run(RUNS, Map.of("rows", rows));
            run(PARENTS, Map.of("rows", rows));
        }
    }

    /** Nodes and relationships that were written. */
    long elements() {
        return elements;
    }

    private void shared(String labels, List<String> ids, Map<String, Object> properties) {
        run(SHARED.formatted(labels), Map.of("count", ids.size(), "ids", ids, "properties", properties));
    }

    private void run(String query, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            SummaryCounters counters = session.executeWrite(
                    transaction -> transaction.run(query, parameters).consume().counters());
            elements += counters.nodesCreated() + counters.relationshipsCreated();
        }
    }
}
