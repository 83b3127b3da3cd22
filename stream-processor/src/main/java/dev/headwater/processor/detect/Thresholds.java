package dev.headwater.processor.detect;

import dev.headwater.prov.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Values for all thresholds of one rule. */
public final class Thresholds {

    private static final int DIGITS = 12;

    private final Map<String, Double> values;
    private final boolean standard;

    private Thresholds(Map<String, Double> values, boolean standard) {
        this.values = values;
        this.standard = standard;
    }

    /** The values that the rule ships with. */
    public static Thresholds standard(List<Threshold> thresholds) {
        return of(thresholds, Map.of());
    }

    /**
     * @param given values by name; those that are not given stay as the rule ships with them
     * @throws IllegalArgumentException for a name that the rule does not have, or a value that makes no sense
     */
    public static Thresholds of(List<Threshold> thresholds, Map<String, Double> given) {
        TreeMap<String, Double> values = new TreeMap<>();
        boolean standard = true;
        for (Threshold threshold : thresholds) {
            double value = given.getOrDefault(threshold.name(), threshold.standard());
            threshold.check(value);
            values.put(threshold.name(), value);
            standard &= value == threshold.standard();
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("there is no threshold " + name + "; there "
                        + (values.isEmpty() ? "are none" : "are " + String.join(", ", values.keySet())));
            }
        }
        return new Thresholds(values, standard);
    }

    public double get(Threshold threshold) {
        Double value = values.get(threshold.name());
        if (value == null) {
            throw new IllegalArgumentException("the rule has no threshold " + threshold.name());
        }
        return value;
    }

    public int count(Threshold threshold) {
        return Math.toIntExact(Math.round(get(threshold)));
    }

    /** Digest of the values, 12 hex digits; empty when all are those that the rule ships with. */
    public String digest() {
        if (standard) {
            return "";
        }
        return digest(values.entrySet().stream()
                .map(value -> value.getKey() + "=" + Threshold.text(value.getValue()))
                .collect(Collectors.joining(" ")));
    }

    /** Digest of settings that are written as a text, 12 hex digits. */
    public static String digest(String text) {
        return Digest.of(text).substring(0, DIGITS);
    }
}
