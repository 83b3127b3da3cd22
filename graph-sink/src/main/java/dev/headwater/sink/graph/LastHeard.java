package dev.headwater.sink.graph;

import dev.headwater.prov.Identifiers;
import dev.headwater.sink.intent.GraphValues;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * When something was last heard of a run, as far as the graph has times: those of the run and of what it started (ranks,
 * epochs, samplings, deployments and their ends), of what it used, generated and registered, of its findings as they were
 * last told, and of when it was forgotten. What is said without a time, or says something old in another way, shows in none.
 *
 * @param at the end of all time where one of them is no time that is understood; the beginning where there is none
 */
public record LastHeard(String runId, Instant at) {

    static final String QUERY = """
            UNWIND $runs AS asked
            MATCH (r:Run {runId: asked.run})
            CALL (asked, r) {
              CALL (asked, r) {
                UNWIND [r.startTime, r.endTime] AS time
                RETURN time
              UNION ALL
                MATCH (a:Activity)-[said:WAS_STARTED_BY]->(r)
                WHERE said.run = asked.run
                UNWIND [a.startTime, a.endTime, a.heardUntil] AS time
                RETURN time
              UNION ALL
                MATCH (r)-[said]-()
                WHERE said.run = asked.run
                RETURN said.time AS time
              UNION ALL
                MATCH (a:Anomaly {runId: asked.run})
                UNWIND [a.windowEnd, a.detectedAt] AS time
                RETURN time
              UNION ALL
                MATCH (a:Activity {id: asked.cleanup})
                RETURN a.endTime AS time
              }
              RETURN max(CASE WHEN time IS :: ZONED DATETIME THEN time END) AS latest,
                collect(DISTINCT CASE WHEN NOT time IS :: ZONED DATETIME THEN toStringOrNull(time) END) AS others
            }
            RETURN asked.run AS run, latest, others
            ORDER BY run
            """;

    static Map<String, Object> parameters(List<String> runs) {
        return Map.of(
                "runs",
                runs.stream()
                        .map(run -> Map.of("run", run, "cleanup", Identifiers.cleanup(run)))
                        .toList());
    }

    static LastHeard of(Record row) {
        Value latest = row.get("latest");
        return new LastHeard(
                row.get("run").asString(),
                Stream.concat(
                                latest.isNull() ? Stream.empty() : Stream.of(latest),
                                row.get("others").asList(time -> time).stream())
                        .map(LastHeard::instant)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.MIN));
    }

    private static Instant instant(Value time) {
        try {
            return OffsetDateTime.parse(GraphValues.lexicalTime(time.asObject()))
                    .toInstant();
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }
}
