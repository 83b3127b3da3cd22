package dev.headwater.sink.graph;

import dev.headwater.sink.intent.GraphValues;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
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
 * @param heardUntil the latest of what the graph has of beginnings and ends of the run and of its ranks, and of when a rank
 *     was heard; the end of all time where one of them is no time that is understood
 * @param said all that is said of it and of its ranks, and how many relations lead to it and from it, as one text: another
 *     one when something new is heard of the run
 */
public record RunFacts(
        String runId,
        String name,
        String experiment,
        String status,
        String start,
        String end,
        Instant heardUntil,
        String said) {

    private static final List<String> TIMES = List.of("startTime", "endTime", "heardUntil");

    static final String QUERY = """
            UNWIND $runs AS run
            MATCH (r:Run {runId: run})
            CALL (r) {
              MATCH (k:Rank)-[:WAS_STARTED_BY]->(r)
              WITH k ORDER BY k.id
              RETURN collect(properties(k)) AS ranks
            }
            RETURN r.runId AS run, properties(r) AS properties, ranks, COUNT { (r)--() } AS relations
            ORDER BY run
            """;

    static RunFacts of(Record row) {
        Value run = row.get("properties");
        List<Value> ranks = row.get("ranks").asList(rank -> rank);
        return new RunFacts(
                row.get("run").asString(),
                text(run, "name"),
                text(run, "experiment"),
                text(run, "status"),
                text(run, "startTime"),
                text(run, "endTime"),
                Stream.concat(Stream.of(run), ranks.stream())
                        .flatMap(activity -> TIMES.stream().map(activity::get))
                        .filter(time -> !time.isNull())
                        .map(RunFacts::instant)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.MIN),
                Stream.concat(Stream.of(run), ranks.stream())
                        .map(activity -> new TreeMap<>(activity.asMap()).toString())
                        .collect(Collectors.joining("\n", row.get("relations") + "\n", "")));
    }

    private static Instant instant(Value time) {
        try {
            return OffsetDateTime.parse(GraphValues.lexicalTime(time.asObject()))
                    .toInstant();
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    private static String text(Value properties, String key) {
        Value value = properties.get(key);
        return value.isNull() ? "" : GraphValues.lexicalTime(value.asObject());
    }
}
