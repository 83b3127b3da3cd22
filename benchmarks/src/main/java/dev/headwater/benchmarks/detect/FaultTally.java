package dev.headwater.benchmarks.detect;

import dev.headwater.benchmarks.Figure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many faults of one kind and size are found, and when.
 *
 * <p>Found is one when a rule that is meant for it wakes someone from its first point on, up to the end of the run at hand,
 * by a finding that had not woken anyone before. What other rules say, and notices, are counted apart.
 */
final class FaultTally {

    private final Fault fault;
    private final List<Integer> points = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final Map<String, Integer> firstBy = new TreeMap<>();
    private int inserted;
    private int noticed;
    private int foundByAny;

    FaultTally(Fault fault) {
        this.fault = fault;
    }

    void add(Injected injected, List<Alarm> alarms) {
        inserted++;
        Set<String> before = alarms.stream()
                .filter(alarm -> alarm.row() < injected.row() && alarm.wakes())
                .map(FaultTally::finding)
                .collect(Collectors.toCollection(HashSet::new));
        List<Alarm> since = alarms.stream()
                .filter(alarm -> alarm.row() >= injected.row() && !before.contains(finding(alarm)))
                .toList();
        List<Alarm> meant = since.stream()
                .filter(alarm -> fault.rules().contains(alarm.rule()))
                .toList();
        Optional<Alarm> any = since.stream().filter(Alarm::wakes).findFirst();
        Optional<Alarm> found = meant.stream().filter(Alarm::wakes).findFirst();
        any.ifPresent(alarm -> firstBy.merge(alarm.rule(), 1, Integer::sum));
        foundByAny += any.isPresent() ? 1 : 0;
        noticed += found.isEmpty() && !meant.isEmpty() ? 1 : 0;
        found.ifPresent(alarm -> {
            points.add(injected.pointsUntil(alarm.row()));
            seconds.add((alarm.millis() - injected.millis()) / 1000.0);
        });
    }

    Figure figure() {
        return Figure.of("detect.faults." + fault.name(), (double) points.size() / inserted, "of 1")
                .with("kind", fault.kind())
                .with("size", fault.size())
                .with("synthetic", true)
                .with("meant", fault.rules().stream().sorted().toList())
                .with("inserted", inserted)
                .with("found", points.size())
                .with("only_a_notice", noticed)
                .with(
                        "median_delay_points",
                        median(points.stream()
                                .mapToDouble(Integer::doubleValue)
                                .sorted()
                                .toArray()))
                .with(
                        "median_delay_s",
                        median(seconds.stream()
                                .mapToDouble(Double::doubleValue)
                                .sorted()
                                .toArray()))
                .with("found_by_any_rule", foundByAny)
                .with("first_found_by", firstBy);
    }

    /** Of those that were found. */
    private static double median(double[] sorted) {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private static String finding(Alarm alarm) {
        return alarm.rule() + " " + alarm.subject();
    }
}
