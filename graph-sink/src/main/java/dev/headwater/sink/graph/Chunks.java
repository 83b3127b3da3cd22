package dev.headwater.sink.graph;

import dev.headwater.sink.intent.ChunkRow;
import dev.headwater.sink.intent.End;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Transaction;

/** What a batch does to the chunks of points behind their series. */
final class Chunks {

    private Chunks() {}

    static void say(Transaction transaction, List<ChunkRow> chunks, Places places) {
        if (chunks.isEmpty()) {
            return;
        }
        List<Map<String, Object>> rows = chunks.stream()
                .map(chunk -> Map.<String, Object>of(
                        "id", chunk.id(),
                        "series", places.of(chunk.series()),
                        "steps", chunk.steps(),
                        "times", chunk.times(),
                        "values", chunk.values()))
                .toList();
        int written = transaction
                .run(Cypher.KEPT_PLAN + """
                        UNWIND $rows AS row
                        MATCH (s) WHERE elementId(s) = row.series
                        MERGE (c:SeriesChunk {id: row.id})
                        SET c.steps = row.steps, c.times = row.times, c.values = row.values
                        FOREACH (_ IN CASE WHEN EXISTS { ()-[:HAS_CHUNK]->(c) } THEN [] ELSE [1] END |
                          CREATE (s)-[:HAS_CHUNK]->(c))
                        RETURN count(*) AS written
                        """, Map.of("rows", rows))
                .single()
                .get("written")
                .asInt();
        if (written != rows.size()) {
            throw Places.endIsGone((rows.size() - written) + " of " + rows.size() + " series of chunks");
        }
    }

    /** Removes them; returns their series. */
    static List<End> takeBack(Transaction transaction, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return transaction
                .run("""
                        UNWIND $ids AS id
                        MATCH (s:Entity)-[:HAS_CHUNK]->(c:SeriesChunk {id: id})
                        DETACH DELETE c
                        RETURN DISTINCT s.id AS id
                        """, Map.of("ids", ids))
                .list(row -> new End("Entity", row.get("id").asString()));
    }
}
