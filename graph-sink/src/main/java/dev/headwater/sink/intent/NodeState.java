package dev.headwater.sink.intent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A node as the graph holds it, and how it grows: what its only speaker says replaces all of it. Where several runs say
 * one thing, the graph cannot tell which of them said what, and what they say adds up, in whatever order they speak.
 *
 * @param isSaid whether anybody says it; else it is only a name that relations need
 * @param speakers bare ids of the runs that say it, sorted, empty text for a statement that belongs to no run; none when
 *     they are too many or not known
 * @param types sorted qualified names
 * @param properties what attributes and times say
 */
public record NodeState(
        boolean isSaid, List<String> speakers, List<String> types, SortedMap<String, Object> properties) {

    /** Most speakers that a node lists. A thing that more runs share is one that no run takes with it when it goes. */
    public static final int MOST_SPEAKERS = 16;

    /** A node that is only a name. */
    public static final NodeState NAME = new NodeState(false, List.of(), List.of(), new TreeMap<>());

    /**
     * @param stored all properties of the node. One of an earlier schema that is said and has no run has speakers that
     *     nobody knows
     */
    public static NodeState of(Map<String, ?> stored) {
        if (!(stored.get(GraphNames.TYPES) instanceof List<?> types)) {
            return NAME;
        }
        List<String> speakers;
        if (stored.get(GraphNames.SPEAKERS) instanceof List<?> known) {
            speakers = texts(known);
        } else {
            Object run = stored.get(GraphNames.RUN);
            speakers = run == null ? List.of() : List.of(run.toString());
        }
        SortedMap<String, Object> properties = new TreeMap<>(stored);
        properties.keySet().removeAll(GraphNames.KEPT_BY_THE_SINK);
        return new NodeState(true, speakers, texts(types), properties);
    }

    /** The node once this is said of it. */
    public NodeState with(NodeRow row) {
        if (row.isBare()) {
            return this;
        }
        boolean own = !isSaid || speakers.size() == 1 && row.speakers().containsAll(speakers);
        if (own) {
            return new NodeState(true, few(row.speakers()), row.types(), row.properties());
        }
        return new NodeState(
                true,
                speakers.isEmpty() ? speakers : few(union(speakers, row.speakers())),
                List.copyOf(union(types, row.types())),
                GraphValues.together(properties, row.properties()));
    }

    /** All properties of the node. */
    public Map<String, Object> stored(String id) {
        if (!isSaid) {
            return Map.of(GraphNames.ID, id);
        }
        SortedMap<String, Object> stored = new TreeMap<>(properties);
        stored.put(GraphNames.ID, id);
        stored.put(GraphNames.TYPES, types);
        stored.put(GraphNames.RUN, speakers.size() == 1 ? speakers.get(0) : "");
        if (speakers.size() != 1) {
            stored.put(GraphNames.SPEAKERS, speakers);
        }
        return stored;
    }

    /** The labels of the types, besides the label of the kind. */
    public List<String> labels() {
        return GraphNames.labelsOf(types);
    }

    private static List<String> few(Collection<String> speakers) {
        return speakers.size() > MOST_SPEAKERS ? List.of() : List.copyOf(new TreeSet<>(speakers));
    }

    private static SortedSet<String> union(Collection<String> some, Collection<String> others) {
        SortedSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
