package dev.headwater.processor.detect.rules;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of one rule.
 *
 * @param enabled whether it is in force; null where nothing is said
 * @param thresholds by name; those of which nothing is said are not in it
 */
record RuleSetting(@Nullable Boolean enabled, Map<String, Double> thresholds) {

    RuleSetting {
        thresholds = Map.copyOf(thresholds);
    }

    /** This, and on top of it what was said for a narrower scope. */
    RuleSetting under(RuleSetting narrower) {
        Map<String, Double> merged = new TreeMap<>(thresholds);
        merged.putAll(narrower.thresholds);
        return new RuleSetting(narrower.enabled == null ? enabled : narrower.enabled, merged);
    }
}
