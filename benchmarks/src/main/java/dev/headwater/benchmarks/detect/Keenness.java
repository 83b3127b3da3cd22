package dev.headwater.benchmarks.detect;

import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.rules.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How much it takes before the rules of losses, gradients and throughput say something: thresholds to choose from. */
enum Keenness {
    KEEN("""
            rules:
              loss-spike: {ratio: 1.25}
              divergence: {ratio: 1.25}
              evaluation-divergence: {ratio: 1.25, slow-ratio: 1.1}
              gradient-precursor: {ratio: 5}
              overfit: {gap: 0.05, rise: 0.05, clear-rise: 0.1}
              throughput-drop: {share: 0.9}
            """),
    SHIPPED(""),
    CALM("""
            rules:
              loss-spike: {ratio: 2}
              divergence: {ratio: 2}
              evaluation-divergence: {ratio: 2, slow-ratio: 1.5}
              gradient-precursor: {ratio: 20}
              overfit: {gap: 0.2, rise: 0.2, clear-rise: 0.4}
              throughput-drop: {share: 0.7}
            """),
    CALMEST("""
            rules:
              loss-spike: {ratio: 4}
              divergence: {ratio: 4}
              evaluation-divergence: {ratio: 4, slow-ratio: 2}
              gradient-precursor: {ratio: 50}
              overfit: {gap: 0.4, rise: 0.4, clear-rise: 0.8}
              throughput-drop: {share: 0.5}
            """);

    /** Share of the runs that ended well for which a rule may wake someone, so that all together stay below one in 20. */
    static final double ALLOWED = 0.01;

    private final String rules;

    Keenness(String rules) {
        this.rules = rules;
    }

    InForce rules() {
        return rules.isEmpty()
                ? Rulebook.standard().forExperiment(null)
                : Rulebook.parse(name(), rules).forExperiment(null);
    }

    /**
     * The keenest setting of each rule with which it wakes someone for at most {@link #ALLOWED} of the runs; the calmest
     * where there is none.
     *
     * @param good runs that ended well, and what was said of each at every setting
     */
    static Map<String, Keenness> choose(Set<String> rules, List<Map<Keenness, List<Alarm>>> good) {
        Map<String, Keenness> chosen = new TreeMap<>();
        for (String rule : rules) {
            chosen.put(rule, CALMEST);
            for (Keenness each : values()) {
                long woken = good.stream()
                        .filter(said -> said.getOrDefault(each, List.of()).stream()
                                .anyMatch(alarm -> alarm.wakes() && alarm.rule().equals(rule)))
                        .count();
                if (woken <= ALLOWED * good.size()) {
                    chosen.put(rule, each);
                    break;
                }
            }
        }
        return chosen;
    }

    /** What would have been said of a run with each rule at its setting, in order. */
    static List<Alarm> said(Map<String, Keenness> chosen, Map<Keenness, List<Alarm>> atEach) {
        List<Alarm> said = new ArrayList<>();
        atEach.forEach((keenness, alarms) -> alarms.stream()
                .filter(alarm -> chosen.get(alarm.rule()) == keenness)
                .forEach(said::add));
        said.sort((a, b) -> Integer.compare(a.row(), b.row()));
        return said;
    }
}
