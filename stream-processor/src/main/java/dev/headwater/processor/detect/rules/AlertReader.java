package dev.headwater.processor.detect.rules;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.alert.Alert;
import dev.headwater.processor.detect.alert.AlertCondition;
import dev.headwater.processor.detect.alert.AlertCondition.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads alerts that users define. Which condition one has is told by its measure: bound, percent or z. */
final class AlertReader {

    private static final Set<String> KEYS =
            Set.of("enabled", "metric", "hardware", "direction", "bound", "percent", "z", "points", "severity");
    private static final List<String> MEASURES = List.of("bound", "percent", "z");

    private final RulebookReader reader;

    AlertReader(RulebookReader reader) {
        this.reader = reader;
    }

    /** Empty when it is switched off. */
    Optional<Alert> read(String path, String name, Entry.Keyed said) {
        Map<String, Entry.Keyed> entries = reader.mapping(path, said.value());
        reader.known(path, entries, KEYS);
        if (entries.containsKey("enabled") && !reader.truth(path + ".enabled", entries.get("enabled"))) {
            return Optional.empty();
        }
        if (entries.containsKey("metric") == entries.containsKey("hardware")) {
            throw reader.complaint(
                    said.keyLine(),
                    path,
                    "needs what it watches: metric: context/name, or hardware: host/device/quantity; * stands for any");
        }
        boolean hardware = entries.containsKey("hardware");
        String key = hardware ? "hardware" : "metric";
        String series = reader.word(path + "." + key, Objects.requireNonNull(entries.get(key)));
        try {
            return Optional.of(
                    new Alert(name, hardware, series, condition(path, said, entries), severity(path, entries)));
        } catch (IllegalArgumentException e) {
            throw reader.complaint(said.keyLine(), path, String.valueOf(e.getMessage()));
        }
    }

    private AlertCondition condition(String path, Entry.Keyed said, Map<String, Entry.Keyed> entries) {
        List<String> given = MEASURES.stream().filter(entries::containsKey).toList();
        if (given.size() != 1) {
            throw reader.complaint(
                    said.keyLine(),
                    path,
                    "needs one of bound (threshold), percent (relative change) and z (z-score), not "
                            + (given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        String measure = given.get(0);
        double value = reader.number(path + "." + measure, Objects.requireNonNull(entries.get(measure)));
        Direction direction = direction(path, entries);
        int points = points(path, entries, measure);
        return switch (measure) {
            case "bound" -> new AlertCondition.Threshold(direction, value, points);
            case "percent" -> new AlertCondition.Change(direction, value, points);
            default -> new AlertCondition.Deviation(direction, value, points);
        };
    }

    private int points(String path, Map<String, Entry.Keyed> entries, String measure) {
        Entry.Keyed said = entries.get("points");
        if (said == null) {
            return measure.equals("bound") ? 1 : 50;
        }
        double number = reader.number(path + ".points", said);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw reader.complaint(said.value().line(), path + ".points", "is a whole number, not " + number);
        }
        return (int) number;
    }

    private Direction direction(String path, Map<String, Entry.Keyed> entries) {
        Entry.Keyed said = entries.get("direction");
        return said == null ? Direction.UP : choice(path + ".direction", said, Direction.values());
    }

    private Severity severity(String path, Map<String, Entry.Keyed> entries) {
        Entry.Keyed said = entries.get("severity");
        return said == null ? Severity.WARNING : choice(path + ".severity", said, Severity.values());
    }

    private <E extends Enum<E>> E choice(String path, Entry.Keyed said, E[] choices) {
        String word = reader.word(path, said);
        return Arrays.stream(choices)
                .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = Arrays.stream(choices)
                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                            .toList();
                    return reader.complaint(
                            said.value().line(), path, "is one of " + String.join(", ", names) + ", not " + word);
                });
    }
}
