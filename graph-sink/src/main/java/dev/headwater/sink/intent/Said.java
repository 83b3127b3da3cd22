package dev.headwater.sink.intent;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementKey;
import dev.headwater.series.SeriesChunk;

/**
 * Something said on a topic that belongs into the graph, or taken back. What breaks a bound of the graph is refused
 * here.
 */
public sealed interface Said {

    /** Longest id of an element, relation or run, in characters: an index key of Neo4j is at most 8,167 bytes. */
    int LONGEST_ID = 2_000;

    /** Longest name of an attribute or type, in characters. */
    int LONGEST_NAME = 1_000;

    /** @throws IllegalArgumentException when an id or name is too long; the message says which */
    static Said of(Statement statement) {
        bounded("id", statement.id(), LONGEST_ID);
        if (statement.runId() != null) {
            bounded("run", statement.runId(), LONGEST_ID);
        }
        statement.formals().forEach((formal, value) -> bounded(formal.localName(), value, LONGEST_ID));
        statement.types().forEach(type -> bounded("type", type, LONGEST_NAME));
        for (Attribute attribute : statement.attributes()) {
            bounded("attribute name", attribute.name(), LONGEST_NAME);
        }
        return new Fact(statement);
    }

    /** @throws IllegalArgumentException when the chunk contradicts itself; the message says how */
    static Said of(SeriesChunk chunk) {
        bounded("series", chunk.getSeriesId(), LONGEST_ID);
        int points = chunk.getValues().size();
        int steps = chunk.getStepDeltas().size();
        if (chunk.getTimeDeltas().size() != points || steps != points && steps != 0) {
            throw new IllegalArgumentException("chunk " + chunk.getIndex() + " of " + chunk.getSeriesId() + " has "
                    + points + " values, " + chunk.getTimeDeltas().size() + " times and " + steps + " steps");
        }
        return new Points(chunk);
    }

    /** A statement. */
    record Fact(Statement statement) implements Said {}

    /** Points of a series, as they came: a chunk waits in a few kilobytes until its row is written. */
    record Points(SeriesChunk chunk) implements Said {}

    /** A statement that is no longer said. */
    record TakenBack(StatementKey key) implements Said {}

    /**
     * Points that are no longer said.
     *
     * @param chunkId {@code seriesId|index}
     */
    record PointsTakenBack(String chunkId) implements Said {}

    /** How much of a transaction it is: a statement counts one, points one more for each 32. */
    default int weight() {
        return this instanceof Points points ? 1 + points.chunk().getValues().size() / 32 : 1;
    }

    private static void bounded(String what, String text, int longest) {
        if (text.length() > longest) {
            throw new IllegalArgumentException(what + " has " + text.length() + " characters, more than the " + longest
                    + " that the graph takes: " + text.substring(0, 80) + "…");
        }
    }
}
