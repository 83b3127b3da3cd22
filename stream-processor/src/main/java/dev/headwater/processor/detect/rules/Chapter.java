package dev.headwater.processor.detect.rules;

import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.detect.alert.Alert;
import dev.headwater.processor.detect.run.ParamRange;
import dev.headwater.processor.detect.run.RunSuite;
import dev.headwater.processor.detect.sibling.SiblingRules;
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
 * @param ranges of parameters, by name
 */
record Chapter(Map<String, RuleSetting> rules, Map<String, Optional<Alert>> alerts, Map<String, ParamRange> ranges) {

    static final Chapter EMPTY = new Chapter(Map.of(), Map.of(), Map.of());

    private static final RuleSetting NOTHING = new RuleSetting(null, Map.of());

    /** This, and on top of it what was said for a narrower scope. */
    Chapter under(Chapter narrower) {
        Map<String, RuleSetting> mergedRules = new LinkedHashMap<>(rules);
        narrower.rules.forEach((name, setting) -> mergedRules.merge(name, setting, RuleSetting::under));
        Map<String, Optional<Alert>> mergedAlerts = new LinkedHashMap<>(alerts);
        mergedAlerts.putAll(narrower.alerts);
        Map<String, ParamRange> mergedRanges = new LinkedHashMap<>(ranges);
        mergedRanges.putAll(narrower.ranges);
        return new Chapter(mergedRules, mergedAlerts, mergedRanges);
    }

    InForce inForce() {
        List<Detector> detectors = inForce(Suite.DEFINITIONS);
        alerts.values().forEach(alert -> alert.map(Alert::detector).ifPresent(detectors::add));
        return new InForce(
                new Suite(detectors),
                new RunSuite(inForce(RunSuite.definitions(ranges))),
                new SiblingRules(inForce(SiblingRules.DRIFT), inForce(SiblingRules.DUPLICATE)));
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
        definitions.forEach(definition -> inForce(definition).ifPresent(detectors::add));
        return detectors;
    }

    private <D> Optional<D> inForce(RuleDefinition<D> definition) {
        RuleSetting setting = rules.getOrDefault(definition.name(), NOTHING);
        boolean enabled = setting.enabled() == null ? definition.enabled() : setting.enabled();
        return enabled ? Optional.of(definition.with(setting.thresholds())) : Optional.empty();
    }
}
