package dev.headwater.processor.detect.rules;

import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.detect.alert.Alert;
import dev.headwater.processor.detect.run.RunSuite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rulebook says for one scope: all runs, or the experiments of a pattern.
 *
 * @param rules by name; those of which nothing is said are not in it
 * @param alerts by name; an empty one is taken back
 */
record Chapter(Map<String, RuleSetting> rules, Map<String, Optional<Alert>> alerts) {

    static final Chapter EMPTY = new Chapter(Map.of(), Map.of());

    private static final RuleSetting NOTHING = new RuleSetting(null, Map.of());

    /** This, and on top of it what was said for a narrower scope. */
    Chapter under(Chapter narrower) {
        Map<String, RuleSetting> mergedRules = new LinkedHashMap<>(rules);
        narrower.rules.forEach((name, setting) -> mergedRules.merge(name, setting, RuleSetting::under));
        Map<String, Optional<Alert>> mergedAlerts = new LinkedHashMap<>(alerts);
        mergedAlerts.putAll(narrower.alerts);
        return new Chapter(mergedRules, mergedAlerts);
    }

    InForce inForce() {
        List<Detector> detectors = inForce(Suite.DEFINITIONS);
        alerts.values().forEach(alert -> alert.map(Alert::detector).ifPresent(detectors::add));
        return new InForce(new Suite(detectors), new RunSuite(inForce(RunSuite.DEFINITIONS)));
    }

    /** @throws IllegalArgumentException when there is no rule over one series of this name, saying which there are */
    Detector detector(String name) {
        List<Detector> alerted = new ArrayList<>();
        alerts.values().forEach(alert -> alert.map(Alert::detector).ifPresent(alerted::add));
        for (Detector detector : alerted) {
            if (detector.rule().name().equals(name)) {
                return detector;
            }
        }
        List<String> names = new ArrayList<>();
        for (RuleDefinition<Detector> definition : Suite.DEFINITIONS) {
            names.add(definition.name());
            if (definition.name().equals(name)) {
                return definition.with(rules.getOrDefault(name, NOTHING).thresholds());
            }
        }
        alerted.forEach(detector -> names.add(detector.rule().name()));
        throw new IllegalArgumentException("there is no such rule over one series" + Nearest.suggestion(name, names));
    }

    private <D> List<D> inForce(List<RuleDefinition<D>> definitions) {
        List<D> detectors = new ArrayList<>();
        for (RuleDefinition<D> definition : definitions) {
            RuleSetting setting = rules.getOrDefault(definition.name(), NOTHING);
            if (setting.enabled() == null ? definition.enabled() : setting.enabled()) {
                detectors.add(definition.with(setting.thresholds()));
            }
        }
        return detectors;
    }
}
