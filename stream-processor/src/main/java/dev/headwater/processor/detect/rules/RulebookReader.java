package dev.headwater.processor.detect.rules;

import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.alert.Alert;
import dev.headwater.processor.detect.run.ParamRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes a rulebook of YAML, or says where it cannot be followed and what would be right. */
final class RulebookReader {

    private static final String ENABLED = "enabled";
    private static final Set<String> TOP = Set.of("rules", "alerts", "ranges", "experiments");
    private static final Set<String> CHAPTER = Set.of("rules", "alerts", "ranges");
    private static final Set<String> RANGE = Set.of("least", "most");

    private final String source;

    RulebookReader(String source) {
        this.source = source;
    }

    Rulebook read(String text) {
        Map<String, Entry.Keyed> top = mapping("", Entry.read(source, text));
        known("", top, TOP);
        Chapter all = chapter("", top);
        List<Rulebook.Departure> departures = new ArrayList<>();
        if (top.containsKey("experiments")) {
            mapping("experiments", top.get("experiments").value()).forEach((pattern, said) -> {
                String path = "experiments." + pattern;
                Map<String, Entry.Keyed> entries = mapping(path, said.value());
                known(path, entries, CHAPTER);
                Chapter chapter = chapter(path + ".", entries);
                accept(said.keyLine(), path, all.under(chapter));
                departures.add(new Rulebook.Departure(pattern, chapter));
            });
        }
        accept(1, "rules", all);
        return new Rulebook(all, departures);
    }

    private Chapter chapter(String path, Map<String, Entry.Keyed> entries) {
        Map<String, RuleSetting> rules = new LinkedHashMap<>();
        if (entries.containsKey("rules")) {
            mapping(path + "rules", entries.get("rules").value())
                    .forEach((name, said) -> rules.put(name, rule(path + "rules." + name, name, said)));
        }
        Map<String, Optional<Alert>> alerts = new LinkedHashMap<>();
        if (entries.containsKey("alerts")) {
            AlertReader reader = new AlertReader(this);
            mapping(path + "alerts", entries.get("alerts").value())
                    .forEach((name, said) -> alerts.put(name, reader.read(path + "alerts." + name, name, said)));
        }
        Map<String, ParamRange> ranges = new LinkedHashMap<>();
        if (entries.containsKey("ranges")) {
            mapping(path + "ranges", entries.get("ranges").value())
                    .forEach((name, said) -> ranges.put(name, range(path + "ranges." + name, said)));
        }
        return new Chapter(rules, alerts, ranges);
    }

    private RuleSetting rule(String path, String name, Entry.Keyed said) {
        List<? extends RuleDefinition<?>> definitions = Definitions.all();
        RuleDefinition<?> definition = definitions.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> complaint(
                        said.keyLine(),
                        path,
                        "there is no rule " + name
                                + Nearest.suggestion(
                                        name,
                                        definitions.stream()
                                                .map(each -> each.name())
                                                .toList())));
        Boolean enabled = null;
        Map<String, Double> values = new TreeMap<>();
        for (Map.Entry<String, Entry.Keyed> each : mapping(path, said.value()).entrySet()) {
            String key = each.getKey();
            Entry.Keyed value = each.getValue();
            if (key.equals(ENABLED)) {
                enabled = truth(path + "." + key, value);
            } else {
                values.put(key, threshold(path + "." + key, definition, key, value));
            }
        }
        return new RuleSetting(enabled, values);
    }

    private ParamRange range(String path, Entry.Keyed said) {
        Map<String, Entry.Keyed> entries = mapping(path, said.value());
        known(path, entries, RANGE);
        if (entries.isEmpty()) {
            throw complaint(said.keyLine(), path, "needs least, most or both");
        }
        Entry.Keyed least = entries.get("least");
        Entry.Keyed most = entries.get("most");
        try {
            return new ParamRange(
                    least == null ? Double.NEGATIVE_INFINITY : number(path + ".least", least),
                    most == null ? Double.POSITIVE_INFINITY : number(path + ".most", most));
        } catch (IllegalArgumentException e) {
            throw complaint(said.keyLine(), path, String.valueOf(e.getMessage()));
        }
    }

    private double threshold(String path, RuleDefinition<?> definition, String key, Entry.Keyed value) {
        List<String> names = new ArrayList<>(
                definition.thresholds().stream().map(Threshold::name).toList());
        names.add(ENABLED);
        Threshold threshold = definition.thresholds().stream()
                .filter(each -> each.name().equals(key))
                .findFirst()
                .orElseThrow(() -> complaint(
                        value.keyLine(),
                        path,
                        "the rule " + definition.name() + " has no threshold " + key + Nearest.suggestion(key, names)));
        double number = number(path, value);
        try {
            threshold.check(number);
        } catch (IllegalArgumentException e) {
            throw complaint(value.value().line(), path, String.valueOf(e.getMessage()));
        }
        return number;
    }

    /** Thresholds that make sense each for itself may still contradict each other: their detector knows. */
    private void accept(int line, String path, Chapter chapter) {
        try {
            chapter.inForce();
        } catch (IllegalArgumentException e) {
            throw complaint(line, path, String.valueOf(e.getMessage()));
        }
    }

    Map<String, Entry.Keyed> mapping(String path, Entry entry) {
        if (entry instanceof Entry.Mapping mapping) {
            return mapping.entries();
        }
        if (entry instanceof Entry.Word word && word.text().isEmpty() && !word.quoted()) {
            return Map.of();
        }
        throw complaint(entry.line(), path, "must be a mapping, key: value, not " + entry.described());
    }

    void known(String path, Map<String, Entry.Keyed> entries, Set<String> keys) {
        entries.forEach((key, value) -> {
            if (!keys.contains(key)) {
                List<String> sorted = keys.stream().sorted().toList();
                throw complaint(
                        value.keyLine(),
                        path.isEmpty() ? key : path + "." + key,
                        "there is no key " + key + " here" + Nearest.suggestion(key, sorted));
            }
        });
    }

    String word(String path, Entry.Keyed entry) {
        if (entry.value() instanceof Entry.Word word && !word.text().isEmpty()) {
            return word.text();
        }
        throw complaint(
                entry.value().line(),
                path,
                "must be a word, not " + entry.value().described());
    }

    double number(String path, Entry.Keyed entry) {
        if (entry.value() instanceof Entry.Word word && !word.quoted()) {
            try {
                return Double.parseDouble(word.text().replace("_", ""));
            } catch (NumberFormatException e) {
                // It is no number: said below, as of everything else that is none.
            }
        }
        throw complaint(
                entry.value().line(),
                path,
                "must be a number, not " + entry.value().described());
    }

    boolean truth(String path, Entry.Keyed entry) {
        if (entry.value() instanceof Entry.Word word && !word.quoted()) {
            if (word.text().equals("true")) {
                return true;
            }
            if (word.text().equals("false")) {
                return false;
            }
        }
        throw complaint(
                entry.value().line(),
                path,
                "must be true or false, not " + entry.value().described());
    }

    RulebookException complaint(int line, String path, String what) {
        return new RulebookException(source, line, path.isEmpty() ? what : path + ": " + what);
    }
}
