package dev.headwater.sink.intent;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A relationship to be merged, on its id and the run that says it: what several runs say of things they share (that a
 * version belongs to a dataset, say) is said by each of them.
 *
 * @param run bare id of the run, empty when no run says it
 * @param properties all that it has besides id and run
 */
public record RelationRow(
        Kind kind, String id, String run, End source, End target, SortedMap<String, Object> properties) {

    static RelationRow of(Statement relation) {
        Kind kind = relation.kind();
        SortedMap<String, Object> properties = GraphValues.properties(relation.attributes());
        if (!relation.types().isEmpty()) {
            properties.put(GraphNames.TYPES, List.copyOf(new TreeSet<>(relation.types())));
        }
        Optional<Formal> targetFormal = kind.target(relation.formals());
        End source = End.of(kind.source().meaning(), value(relation, kind.source()));
        End target = targetFormal
                .map(formal -> End.of(formal.meaning(), value(relation, formal)))
                .orElseGet(() -> new End(End.OPEN, relation.id()));
        NodeRow.times(relation, properties);
        relation.formals().forEach((formal, value) -> {
            boolean isEnd = formal == kind.source()
                    || targetFormal.filter(formal::equals).isPresent();
            if (!isEnd && formal.meaning() != Formal.Meaning.TIME) {
                properties.put(formal.localName(), value);
            }
        });
        return new RelationRow(kind, relation.id(), NodeRow.speaker(relation), source, target, properties);
    }

    private static String value(Statement relation, Formal formal) {
        String value = relation.formal(formal);
        if (value == null) {
            throw new IllegalArgumentException(relation.key() + " lacks prov:" + formal.localName());
        }
        return value;
    }
}
