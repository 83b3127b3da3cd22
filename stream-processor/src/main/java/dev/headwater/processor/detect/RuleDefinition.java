package dev.headwater.processor.detect;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A rule as it ships: what can be set, and how a detector is made of it. Each detector class has one.
 *
 * @param name word that identifies it, such as loss-spike
 * @param version counts up whenever the same points may lead to other findings under the same thresholds
 * @param enabled whether it is in force unless the operator says otherwise
 * @param summary what it watches for, in a sentence; the list of rules shows it
 * @param thresholds what an operator may set
 * @param expected what a healthy run looks like, given the thresholds; a finding carries it
 * @param detector makes the detector
 * @param <D> what it is made: a {@link Detector} of one series, for instance
 */
public record RuleDefinition<D>(
        String name,
        int version,
        boolean enabled,
        String summary,
        List<Threshold> thresholds,
        Function<Thresholds, String> expected,
        BiFunction<Rule, Thresholds, D> detector) {

    public RuleDefinition {
        thresholds = List.copyOf(thresholds);
    }

    /** The detector with the thresholds that ship. */
    public D standard() {
        return with(Map.of());
    }

    /**
     * @param given values of thresholds by name; those that are not given stay as they ship
     * @throws IllegalArgumentException for a threshold that the rule does not have, or a value that makes no sense
     */
    public D with(Map<String, Double> given) {
        Thresholds values;
        try {
            values = Thresholds.of(thresholds, given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rule " + name + ": " + e.getMessage(), e);
        }
        return detector.apply(new Rule(name, version, values.digest(), expected.apply(values)), values);
    }
}
