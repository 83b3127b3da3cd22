package dev.headwater.sink.yprov;

import dev.headwater.prov.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of a document of yProv4ML, by bare names: its prefixes are bound to no IRIs, and another one in each generation.
 */
final class Element {

    private final Kind kind;
    private final String name;
    private final Set<String> types = new LinkedHashSet<>();
    private final Map<String, List<String>> texts = new LinkedHashMap<>();

    Element(Kind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    Kind kind() {
        return kind;
    }

    /** Its id without the prefix. */
    String name() {
        return name;
    }

    void type(String qualified) {
        types.add(Repairs.bare(qualified));
    }

    /** @param text the value, whatever its datatype is said to be */
    void add(String attribute, String text) {
        texts.computeIfAbsent(attribute, any -> new ArrayList<>(1)).add(text);
    }

    /** Takes what another statement says of the same thing. */
    void add(Element same) {
        types.addAll(same.types);
        same.texts.forEach((attribute, more) ->
                texts.computeIfAbsent(attribute, any -> new ArrayList<>(1)).addAll(more));
    }

    /** Its context and its path; empty text for neither. */
    String place() {
        String context = text("context");
        String path = Files.pathOf(this);
        return context.isEmpty() && path.isEmpty() ? "" : context + '\0' + path;
    }

    /** Whether another statement of this name is of another thing: a metric has one name in all contexts. */
    boolean isElsewhere(Element other) {
        return !place().isEmpty() && !other.place().isEmpty() && !place().equals(other.place());
    }

    boolean is(String... anyOf) {
        for (String type : anyOf) {
            if (types.contains(type)) {
                return true;
            }
        }
        return false;
    }

    boolean has(String attribute) {
        return texts.containsKey(attribute);
    }

    /** The first of these attributes that says something; empty text for none. */
    String text(String... anyOf) {
        for (String attribute : anyOf) {
            for (String text : texts.getOrDefault(attribute, List.of())) {
                if (!text.isEmpty() && !text.equals("None")) {
                    return text;
                }
            }
        }
        return "";
    }

    Map<String, List<String>> texts() {
        return texts;
    }
}
