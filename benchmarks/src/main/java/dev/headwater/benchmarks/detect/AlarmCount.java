package dev.headwater.benchmarks.detect;

import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Alarms over many runs: warnings and worse, each finding once, by rule. */
final class AlarmCount {

    /** At most one alarm in twenty runs. */
    private static final Target TARGET = Target.atMost(0.05);

    private static final int EXAMPLES = 5;

    private final Map<String, List<Integer>> perRun = new TreeMap<>();
    private final Map<String, List<String>> examples = new TreeMap<>();
    private final List<Integer> totals = new ArrayList<>();
    private int runs;

    /** @param rules that are in force, so that one which stays quiet has a row as well */
    AlarmCount(List<String> rules) {
        rules.forEach(rule -> perRun.put(rule, new ArrayList<>()));
    }

    void add(LoggedRun run, List<Alarm> alarms) {
        runs++;
        Map<String, Set<String>> findings = new TreeMap<>();
        for (Alarm alarm : alarms) {
            if (alarm.wakes()
                    && findings.computeIfAbsent(alarm.rule(), rule -> new HashSet<>())
                            .add(alarm.subject())) {
                List<String> shown = examples.computeIfAbsent(alarm.rule(), rule -> new ArrayList<>());
                if (shown.size() < EXAMPLES) {
                    shown.add(run.name() + ": " + alarm.message());
                }
            }
        }
        findings.forEach((rule, found) ->
                perRun.computeIfAbsent(rule, fresh -> new ArrayList<>()).add(found.size()));
        totals.add(findings.values().stream().mapToInt(Set::size).sum());
    }

    int runs() {
        return runs;
    }

    /** One figure per rule, and one of all together. */
    List<Figure> figures(String prefix) {
        List<Figure> figures = new ArrayList<>();
        perRun.forEach((rule, counts) -> figures.add(
                figure(prefix + "." + rule, counts).with("examples", examples.getOrDefault(rule, List.of()))));
        figures.add(figure(prefix + ".all-rules", totals));
        return figures;
    }

    /** @param counts of the runs that had any; the others had none */
    private Figure figure(String name, List<Integer> counts) {
        int[] sorted = new int[runs];
        int with = 0;
        for (int count : counts) {
            if (count > 0) {
                sorted[with++] = count;
            }
        }
        Arrays.sort(sorted);
        long sum = Arrays.stream(sorted).asLongStream().sum();
        return Figure.of(name, (double) sum / runs, "alarms/run")
                .mustBe(TARGET)
                .with("runs", runs)
                .with("alarms", sum)
                .with("runs_with_any", with)
                .with("share_of_runs_with_any", (double) with / runs)
                .with("p95", sorted[Math.max(0, (int) Math.ceil(0.95 * runs) - 1)])
                .with("most", sorted[runs - 1]);
    }
}
