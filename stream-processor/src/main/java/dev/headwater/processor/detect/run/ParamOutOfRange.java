package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.prov.Identifiers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A parameter is outside the range that was declared for it, or outside what makes sense for its name. */
public final class ParamOutOfRange implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: none. Ranges are declared by the operator, for the whole name of a parameter or for its last word (lr of
     * optimizer.lr); a declared one replaces the one that ships for that word. Those that ship hold only what no training can
     * mean. What reads like a number is one. A value inside, logged later, is its end.
     *
     * Bounds: a condition per parameter, within the bounds of a scene.
     */
    private static final Map<String, ParamRange> SHIPPED = Map.ofEntries(
            Map.entry("lr", new ParamRange(0, 1000)),
            Map.entry("learning_rate", new ParamRange(0, 1000)),
            Map.entry("dropout", new ParamRange(0, 0.999)),
            Map.entry("dropout_rate", new ParamRange(0, 0.999)),
            Map.entry("label_smoothing", new ParamRange(0, 1)),
            Map.entry("momentum", new ParamRange(0, 1)),
            Map.entry("beta1", new ParamRange(0, 1)),
            Map.entry("beta2", new ParamRange(0, 1)),
            Map.entry("adam_beta1", new ParamRange(0, 1)),
            Map.entry("adam_beta2", new ParamRange(0, 1)),
            Map.entry("batch_size", new ParamRange(1, Double.POSITIVE_INFINITY)),
            Map.entry("per_device_train_batch_size", new ParamRange(1, Double.POSITIVE_INFINITY)));

    /** With the ranges that ship. */
    static final RuleDefinition<RunDetector> DEFINITION = declaring(Map.of());

    private final Rule rule;
    private final Map<String, ParamRange> ranges;

    private ParamOutOfRange(Rule rule, Map<String, ParamRange> ranges) {
        this.rule = rule;
        this.ranges = ranges;
    }

    /** @param declared by name of the parameter, beside those that ship */
    public static RuleDefinition<RunDetector> declaring(Map<String, ParamRange> declared) {
        Map<String, ParamRange> ranges = new TreeMap<>(SHIPPED);
        declared.forEach((name, range) -> {
            ranges.remove(name.toLowerCase(Locale.ROOT));
            ranges.put(name, range);
        });
        return new RuleDefinition<>(
                "param-out-of-range",
                1,
                true,
                "a parameter is outside its declared range, or outside what makes sense for its name",
                List.of(),
                thresholds -> "Parameters are within their ranges.",
                (rule, thresholds) -> new ParamOutOfRange(rule(rule, ranges, declared), ranges));
    }

    /** Other ranges are other settings. */
    private static Rule rule(Rule rule, Map<String, ParamRange> ranges, Map<String, ParamRange> declared) {
        String settings = declared.isEmpty() ? "" : Thresholds.digest(ranges.toString());
        return new Rule(rule.name(), rule.version(), settings, rule.expected());
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public void event(RunScene scene, RunEvent event) {
        if (event.getPayload() instanceof ParamsLogged logged) {
            new TreeMap<>(logged.getParams()).forEach((name, value) -> judge(scene, event, name, value));
        }
    }

    private void judge(RunScene scene, RunEvent event, String name, Object said) {
        ParamRange range = ranges.getOrDefault(name, ranges.get(Params.word(name)));
        Optional<Double> value = Params.number(said);
        if (range == null || value.isEmpty()) {
            return;
        }
        Subject subject = new Subject(
                "param/" + name, "Parameter " + name, null, List.of(Identifiers.configuration(scene.runId())));
        if (range.holds(value.get())) {
            scene.calm(subject, scene.at(event));
            return;
        }
        Signal.Breach breach = new Signal.Breach(
                Severity.WARNING, value.get(), () -> "is " + said + ", but should be " + range.words());
        scene.breach(subject, breach, scene.at(event), List.of());
    }
}
