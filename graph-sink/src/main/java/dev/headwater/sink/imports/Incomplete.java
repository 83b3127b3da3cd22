package dev.headwater.sink.imports;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Statement;
import java.util.stream.Collectors;

/**
 * A statement that PROV-DM does not allow and documents have nevertheless: it lacks an end, so it cannot be a relation of
 * the graph.
 *
 * @param keyword of its kind
 * @param id as in the document
 * @param missing what it lacks
 */
public record Incomplete(String keyword, String id, String missing) {

    static Incomplete of(Statement statement) {
        return new Incomplete(
                statement.kind().keyword(),
                statement.id(),
                statement.missing().stream()
                        .map(Formal::localName)
                        .collect(Collectors.joining(" and prov:", "prov:", "")));
    }

    @Override
    public String toString() {
        return keyword + " " + id + " has no " + missing;
    }
}
