package dev.headwater.sink.intent;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Times;
import dev.headwater.prov.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Attributes as graph properties and back, nothing lost. Text, integers, reals, truth values and times have native
 * property types; a role is a qualified name and kept as text. Where that does not tell the datatype (another literal,
 * a language, a qualified name that is no role, values of several types under one name, a time that is not written the
 * usual way), the values are kept as text and the property {@value GraphNames#DATATYPES} lists {@code key datatype} for
 * each of them.
 */
public final class GraphValues {

    private static final String ROLE = "role";
    private static final String TEXT_TYPE = "xsd:string";
    private static final String NAME_TYPE = "prov:QUALIFIED_NAME";
    private static final String TIME_TYPE = "xsd:dateTime";

    private GraphValues() {}

    /** The properties of these attributes, by key. */
    public static SortedMap<String, Object> properties(List<Attribute> attributes) {
        Map<String, List<Value>> byKey = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            byKey.computeIfAbsent(GraphNames.propertyOf(attribute.name()), key -> new ArrayList<>(1))
                    .add(attribute.value());
        }
        SortedMap<String, Object> properties = new TreeMap<>();
        List<String> datatypes = new ArrayList<>();
        byKey.forEach((key, values) -> {
            List<Object> natives =
                    values.stream().map(value -> nativeValue(key, value)).toList();
            boolean tells = natives.stream()
                    .allMatch(value -> value != UNTOLD
                            && value.getClass() == natives.get(0).getClass());
            if (!tells) {
                values.forEach(value -> datatypes.add(key + " " + datatype(value)));
            }
            List<?> stored =
                    tells ? natives : values.stream().map(Value::lexical).toList();
            properties.put(key, stored.size() == 1 ? stored.get(0) : stored);
        });
        if (!datatypes.isEmpty()) {
            datatypes.sort(Comparator.comparing(GraphValues::keyOf));
            properties.put(GraphNames.DATATYPES, datatypes);
        }
        return properties;
    }

    /** The attributes of a node or relationship with these properties, sorted by name. */
    public static List<Attribute> attributes(Map<String, ?> properties) {
        Map<String, List<String>> datatypes = datatypeEntries(properties);
        List<Attribute> attributes = new ArrayList<>(properties.size());
        properties.forEach((key, stored) -> {
            if (!GraphNames.isAttribute(key)) {
                return;
            }
            String name = GraphNames.attributeOf(key);
            List<?> values = stored instanceof List<?> several ? several : List.of(stored);
            List<String> types = datatypes.getOrDefault(key, List.of());
            for (int i = 0; i < values.size(); i++) {
                Value value = i < types.size()
                        ? typed(
                                values.get(i).toString(),
                                types.get(i).substring(types.get(i).lastIndexOf(' ') + 1))
                        : told(key, values.get(i));
                attributes.add(new Attribute(name, value));
            }
        });
        attributes.sort(Comparator.comparing(Attribute::name));
        return attributes;
    }

    /**
     * The properties of a thing of which two speakers say these: where they differ in a property, the lesser value with
     * its datatypes holds, so that it does not matter who speaks first.
     */
    static SortedMap<String, Object> together(Map<String, Object> one, Map<String, Object> other) {
        if (one.isEmpty()) {
            return new TreeMap<>(other);
        }
        Map<String, List<String>> ofOne = datatypeEntries(one);
        Map<String, List<String>> ofOther = datatypeEntries(other);
        SortedMap<String, Object> together = new TreeMap<>(one);
        SortedMap<String, List<String>> datatypes = new TreeMap<>(ofOne);
        other.forEach((key, value) -> {
            List<String> entries = ofOther.getOrDefault(key, List.of());
            Object known = one.get(key);
            if (known == null || compare(value, entries, known, ofOne.getOrDefault(key, List.of())) < 0) {
                together.put(key, value);
                datatypes.put(key, entries);
            }
        });
        List<String> all = datatypes.values().stream().flatMap(List::stream).toList();
        together.remove(GraphNames.DATATYPES);
        if (!all.isEmpty()) {
            together.put(GraphNames.DATATYPES, all);
        }
        return together;
    }

    private static int compare(Object value, List<String> datatypes, Object other, List<String> otherDatatypes) {
        int byKind = Integer.compare(kindOf(value), kindOf(other));
        if (byKind != 0) {
            return byKind;
        } else if (value instanceof Long number && other instanceof Long otherNumber) {
            return number.compareTo(otherNumber);
        } else if (value instanceof Double number && other instanceof Double otherNumber) {
            return number.compareTo(otherNumber);
        }
        int byText = value.toString().compareTo(other.toString());
        return byText != 0 ? byText : datatypes.toString().compareTo(otherDatatypes.toString());
    }

    private static int kindOf(Object stored) {
        if (stored instanceof Long) {
            return 0;
        } else if (stored instanceof Double) {
            return 1;
        }
        return stored instanceof List ? 3 : 2;
    }

    private static Map<String, List<String>> datatypeEntries(Map<String, ?> properties) {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        if (properties.get(GraphNames.DATATYPES) instanceof List<?> all) {
            for (Object entry : all) {
                entries.computeIfAbsent(keyOf(entry.toString()), key -> new ArrayList<>(1))
                        .add(entry.toString());
            }
        }
        return entries;
    }

    /** A lexical time as a graph value: a native time, unless it is not written the usual way. */
    public static Object time(String lexical) {
        try {
            Instant instant = Instant.parse(lexical);
            return Times.lexical(instant).equals(lexical) ? ZonedDateTime.ofInstant(instant, ZoneOffset.UTC) : lexical;
        } catch (DateTimeException e) {
            return lexical;
        }
    }

    /** The inverse of {@link #time}. */
    public static String lexicalTime(Object stored) {
        return stored instanceof ZonedDateTime time ? Times.lexical(time.toInstant()) : stored.toString();
    }

    private static final Object UNTOLD = new Object();

    private static Object nativeValue(String key, Value value) {
        if (value instanceof Value.Text text) {
            return key.equals(ROLE) ? UNTOLD : text.text();
        } else if (value instanceof Value.Int number) {
            return number.number();
        } else if (value instanceof Value.Real number) {
            return number.number();
        } else if (value instanceof Value.Truth truth) {
            return truth.truth();
        } else if (value instanceof Value.Name name) {
            return key.equals(ROLE) ? name.qualifiedName() : UNTOLD;
        } else if (value instanceof Value.Literal literal && literal.type().equals(TIME_TYPE)) {
            Object time = time(literal.lexical());
            return time instanceof ZonedDateTime ? time : UNTOLD;
        }
        return UNTOLD;
    }

    private static Value told(String key, Object stored) {
        if (stored instanceof ZonedDateTime) {
            return new Value.Literal(lexicalTime(stored), TIME_TYPE);
        } else if (key.equals(ROLE) && stored instanceof String role) {
            return new Value.Name(role);
        }
        return Value.ofScalar(stored);
    }

    private static String datatype(Value value) {
        if (value instanceof Value.Text) {
            return TEXT_TYPE;
        } else if (value instanceof Value.Int) {
            return "xsd:long";
        } else if (value instanceof Value.Real) {
            return "xsd:double";
        } else if (value instanceof Value.Truth) {
            return "xsd:boolean";
        } else if (value instanceof Value.Name) {
            return NAME_TYPE;
        } else if (value instanceof Value.LanguageText text) {
            return "@" + text.language();
        } else if (value instanceof Value.Literal literal) {
            return "^" + literal.type();
        }
        throw new AssertionError(value);
    }

    private static Value typed(String lexical, String datatype) {
        return switch (datatype.charAt(0)) {
            case '@' -> new Value.LanguageText(lexical, datatype.substring(1));
            case '^' -> new Value.Literal(lexical, datatype.substring(1));
            default ->
                switch (datatype) {
                    case TEXT_TYPE -> new Value.Text(lexical);
                    case "xsd:long" -> new Value.Int(Long.parseLong(lexical));
                    case "xsd:double" -> Value.Real.parse(lexical);
                    case "xsd:boolean" -> new Value.Truth(Boolean.parseBoolean(lexical));
                    case NAME_TYPE -> new Value.Name(lexical);
                    default -> throw new IllegalArgumentException("unknown datatype in the graph: " + datatype);
                };
        };
    }

    private static String keyOf(String datatypeEntry) {
        return datatypeEntry.substring(0, datatypeEntry.lastIndexOf(' '));
    }
}
