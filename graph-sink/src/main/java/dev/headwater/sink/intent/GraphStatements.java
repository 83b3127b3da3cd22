package dev.headwater.sink.intent;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements again, from what the graph holds: the inverse of {@link WriteSet}. */
public final class GraphStatements {

    private GraphStatements() {}

    /** @param properties of the node */
    public static Statement element(Kind kind, Map<String, ?> properties) {
        Map<Formal, String> formals = new EnumMap<>(Formal.class);
        for (Formal formal : kind.formals()) {
            read(formal, properties).ifPresent(value -> formals.put(formal, value));
        }
        return new Statement(
                kind, id(properties), null, types(properties), formals, GraphValues.attributes(properties));
    }

    /** @param properties of the relationship */
    public static Statement relation(Kind kind, Map<String, ?> properties, End source, End target) {
        Map<Formal, String> formals = new EnumMap<>(Formal.class);
        for (Formal formal : kind.formals()) {
            read(formal, properties).ifPresent(value -> formals.put(formal, value));
        }
        formals.put(kind.source(), source.id());
        targetFormal(kind, target).ifPresent(formal -> formals.put(formal, target.id()));
        Object run = properties.get(GraphNames.RUN);
        return new Statement(
                        kind,
                        id(properties),
                        run == null || run.equals("") ? null : run.toString(),
                        types(properties),
                        formals,
                        GraphValues.attributes(properties))
                .complete();
    }

    /** What an end node stands for in a relation of this kind: its trigger if an entity, its starter if an activity. */
    private static Optional<Formal> targetFormal(Kind kind, End target) {
        if (target.label().equals(End.OPEN)) {
            return Optional.empty();
        }
        return switch (kind) {
            case WAS_STARTED_BY -> Optional.of(target.label().equals("Activity") ? Formal.STARTER : Formal.TRIGGER);
            case WAS_ENDED_BY -> Optional.of(target.label().equals("Activity") ? Formal.ENDER : Formal.TRIGGER);
            default -> Optional.of(kind.formals().get(1));
        };
    }

    private static Optional<String> read(Formal formal, Map<String, ?> properties) {
        Object value = properties.get(formal.localName());
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(formal.meaning() == Formal.Meaning.TIME ? GraphValues.lexicalTime(value) : value.toString());
    }

    private static String id(Map<String, ?> properties) {
        Object id = properties.get(GraphNames.ID);
        if (id == null) {
            throw new IllegalArgumentException("something in the graph has no id: " + properties);
        }
        return id.toString();
    }

    private static List<String> types(Map<String, ?> properties) {
        return properties.get(GraphNames.TYPES) instanceof List<?> types
                ? types.stream().map(Object::toString).sorted().toList()
                : List.of();
    }
}
