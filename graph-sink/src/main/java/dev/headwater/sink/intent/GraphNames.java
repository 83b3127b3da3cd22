package dev.headwater.sink.intent;

import dev.headwater.prov.Formal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that statements go by in the graph, in both directions. A property key without a colon is short for an
 * attribute of {@code mlp:}, or of {@code prov:} if it is one of PROV's own four; a key with a colon is the attribute's
 * qualified name itself. An {@code mlp:} attribute whose short key is taken for something else keeps its long one.
 */
public final class GraphNames {

    public static final String ID = "id";
    public static final String TYPES = "types";

    /**
     * Bare id of the run that says it. On an element: of the run that alone says it, empty text when several do (or one
     * statement that belongs to no run), absent on a node that only relations name.
     */
    public static final String RUN = "run";

    /** Of an element that several runs say: their bare ids, sorted; none when they are too many or not known. */
    public static final String SPEAKERS = "speakers";

    /** Datatypes of the attributes whose graph value does not tell them; see {@link GraphValues}. */
    public static final String DATATYPES = "datatypes";

    /** What a node has besides what attributes and times say. */
    static final Set<String> KEPT_BY_THE_SINK = Set.of(ID, TYPES, RUN, SPEAKERS);

    private static final Set<String> PROV_ATTRIBUTES = Set.of("label", "role", "location", "value");

    private static final Set<String> TAKEN = Stream.of(
                    Stream.of(ID, TYPES, RUN, SPEAKERS, DATATYPES),
                    PROV_ATTRIBUTES.stream(),
                    Arrays.stream(Formal.values()).map(Formal::localName))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern LABEL = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private GraphNames() {}

    /** The property that holds an attribute. */
    public static String propertyOf(String attribute) {
        int colon = attribute.indexOf(':');
        String prefix = attribute.substring(0, colon);
        String local = attribute.substring(colon + 1);
        boolean shortens = switch (prefix) {
            case "prov" -> PROV_ATTRIBUTES.contains(local);
            case "mlp" -> !local.isEmpty() && local.indexOf(':') < 0 && !TAKEN.contains(local);
            default -> false;
        };
        return shortens ? local : attribute;
    }

    /** The attribute that a property holds: the inverse of {@link #propertyOf}. */
    public static String attributeOf(String property) {
        if (property.indexOf(':') >= 0) {
            return property;
        }
        return (PROV_ATTRIBUTES.contains(property) ? "prov:" : "mlp:") + property;
    }

    /** Whether a property holds an attribute, rather than an identifier, types or a formal attribute. */
    public static boolean isAttribute(String property) {
        return !TAKEN.contains(property) || PROV_ATTRIBUTES.contains(property);
    }

    /**
     * The label of a type: the local name of a profile or PROV type.
     *
     * @return empty text for a type that gets no label
     */
    public static String labelOf(String type) {
        if (!type.startsWith("mlp:") && !type.startsWith("prov:")) {
            return "";
        }
        String local = type.substring(type.indexOf(':') + 1);
        return LABEL.matcher(local).matches() ? local : "";
    }

    /** The labels of these types, in their order. */
    static List<String> labelsOf(List<String> types) {
        return types.stream()
                .map(GraphNames::labelOf)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }
}
