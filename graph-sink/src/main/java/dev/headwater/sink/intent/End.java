package dev.headwater.sink.intent;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One end of a relationship: a node by the label it is merged under and its id.
 *
 * @param label {@code Entity}, {@code Activity}, {@code Agent}; {@link #OPEN}; or {@link #ANY} when only the graph knows
 * @param id qualified name
 */
public record End(String label, String id) implements Comparable<End> {

    /** An end that PROV leaves open: the node stands for nothing, and has the id of the relation. */
    public static final String OPEN = "Open";

    /** An element whose kind the relation does not tell. Only an influence has such ends. */
    public static final String ANY = "";

    private static final List<String> ELEMENTS =
            List.of(labelOf(Kind.AGENT), labelOf(Kind.ACTIVITY), labelOf(Kind.ENTITY));

    /** The label of an element of this kind. */
    public static String labelOf(Kind element) {
        return switch (element) {
            case ENTITY -> "Entity";
            case ACTIVITY -> "Activity";
            case AGENT -> "Agent";
            default -> throw new IllegalArgumentException(element.keyword() + " is no element");
        };
    }

    /** The kind of the element; none of an open end, nor where only the graph knows. */
    public Optional<Kind> kind() {
        return switch (label) {
            case "Entity" -> Optional.of(Kind.ENTITY);
            case "Activity" -> Optional.of(Kind.ACTIVITY);
            case "Agent" -> Optional.of(Kind.AGENT);
            default -> Optional.empty();
        };
    }

    /** The labels that the source of a relation of this kind can have. */
    public static List<String> labelsOfSource(Kind relation) {
        return labelsOf(relation.source().meaning());
    }

    /** The labels that the target of a relation of this kind can have. */
    public static List<String> labelsOfTarget(Kind relation) {
        Stream<String> open = relation.required().size() < 2 ? Stream.of(OPEN) : Stream.of();
        return Stream.concat(open, relation.targets().stream().flatMap(formal -> labelsOf(formal.meaning()).stream()))
                .toList();
    }

    private static List<String> labelsOf(Formal.Meaning meaning) {
        return meaning == Formal.Meaning.ELEMENT
                ? ELEMENTS
                : List.of(of(meaning, "").label());
    }

    static End of(Formal.Meaning meaning, String id) {
        return switch (meaning) {
            case ENTITY -> new End(labelOf(Kind.ENTITY), id);
            case ACTIVITY -> new End(labelOf(Kind.ACTIVITY), id);
            case AGENT -> new End(labelOf(Kind.AGENT), id);
            case ELEMENT -> new End(ANY, id);
            default -> throw new IllegalArgumentException("no end of a relation: " + meaning);
        };
    }

    @Override
    public int compareTo(End other) {
        int byLabel = label.compareTo(other.label);
        return byLabel != 0 ? byLabel : id.compareTo(other.id);
    }
}
