package dev.headwater.sink.graph;

import java.util.List;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * A chunk of points as it is read.
 *
 * @param entity place of its series in the list that was asked for, from 0
 * @param index place of the chunk in the series, from 0
 * @param steps empty for hardware
 * @param times milliseconds since 1970-01-01T00:00:00Z
 */
public record ChunkOf(int entity, int index, List<Long> steps, List<Long> times, List<Double> values) {

    // Ids are `series|index`: of two with one series the longer has the higher index.
    static final String QUERY = """
            UNWIND range(0, size($ids) - 1) AS entity
            MATCH (:Entity {id: $ids[entity]})-[:HAS_CHUNK]->(c:SeriesChunk)
            WITH entity, c ORDER BY entity, size(c.id), c.id
            RETURN entity, c.id AS id, c.steps AS steps, c.times AS times, c.values AS values
            """;

    static ChunkOf of(Record row) {
        String id = row.get("id").asString();
        return new ChunkOf(
                row.get("entity").asInt(),
                Integer.parseInt(id.substring(id.lastIndexOf('|') + 1)),
                row.get("steps").asList(Value::asLong, List.of()),
                row.get("times").asList(Value::asLong, List.of()),
                row.get("values").asList(Value::asDouble, List.of()));
    }
}
