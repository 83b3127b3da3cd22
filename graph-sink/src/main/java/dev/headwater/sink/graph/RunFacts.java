package dev.headwater.sink.graph;

import dev.headwater.prov.Digest;
import dev.headwater.prov.Kind;
import dev.headwater.sink.intent.GraphValues;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * A run as a list of runs shows it. What the graph does not know is empty.
 *
 * @param start and {@code end} as the graph has them
 * @param fingerprint another one when something new is said of the run, of its ranks, in or of its findings, in its series,
 *     or when the run says more or fewer relations. A relation that is replaced, and what others say of what the run names,
 *     do not show in it: that would take reading all of it
 */
public record RunFacts(
        String runId, String name, String experiment, String status, String start, String end, String fingerprint) {

    // The sums are over sorted series: of real numbers another order gives another sum.
    static final String QUERY = """
            UNWIND $runs AS run
            MATCH (r:Run {runId: run})
            CALL (r) {
              MATCH (k:Rank)-[:WAS_STARTED_BY]->(r)
              WITH k ORDER BY k.id
              RETURN collect(properties(k)) AS ranks
            }
            CALL (run) {
              MATCH (a:Anomaly {runId: run})
              WITH a ORDER BY a.id
              RETURN collect([a.id, a.state, a.severity, a.score, a.lastStep, a.windowEnd, a.detectedAt]) AS findings
            }
            CALL (r) {
              CALL (r) {
                MATCH (s:MetricSeries)-[:WAS_GENERATED_BY]->(r)
                RETURN s
              UNION ALL
                MATCH (s:ResourceSeries)-[:WAS_GENERATED_BY]->(:Sampler)-[:WAS_STARTED_BY]->(r)
                RETURN s
              }
              WITH s, toFloatOrNull(s.mean) AS mean, toFloatOrNull(s.lastValue) AS last ORDER BY s.id
              RETURN [count(s), sum(toIntegerOrNull(s.count)), sum(toIntegerOrNull(s.nonFinite)), max(s.lastTime),
                sum(CASE WHEN abs(mean) < 1e300 THEN mean END), sum(CASE WHEN abs(last) < 1e300 THEN last END)] AS series
            }
            RETURN run, properties(r) AS properties, ranks, findings, series, [%s] AS relations
            ORDER BY run
            """.formatted(Arrays.stream(Kind.values())
            .filter(Kind::isRelation)
            .map("COUNT { ()-[x:%s]->() WHERE x.run = run AND x.id IS NOT NULL }"::formatted)
            .collect(Collectors.joining(", ")));

    static RunFacts of(Record row) {
        Value run = row.get("properties");
        return new RunFacts(
                row.get("run").asString(),
                text(run, "name"),
                text(run, "experiment"),
                text(run, "status"),
                text(run, "startTime"),
                text(run, "endTime"),
                Digest.of(said(row)).substring(0, 32));
    }

    private static String said(Record row) {
        List<Value> activities = Stream.concat(
                        Stream.of(row.get("properties")), row.get("ranks").asList(rank -> rank).stream())
                .toList();
        return Stream.concat(
                        activities.stream().map(activity -> new TreeMap<>(activity.asMap()).toString()),
                        Stream.of("findings", "series", "relations")
                                .map(part -> row.get(part).asList().toString()))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Value properties, String key) {
        Value value = properties.get(key);
        return value.isNull() ? "" : GraphValues.lexicalTime(value.asObject());
    }
}
