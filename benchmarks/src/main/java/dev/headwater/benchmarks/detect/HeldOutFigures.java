package dev.headwater.benchmarks.detect;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Parity;
import dev.headwater.benchmarks.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * False alarms and recall on runs that had no part in choosing the thresholds: each part of a split is judged with
 * thresholds that {@link Keenness#choose} took, without anyone's help, from the runs of the other parts that ended well.
 */
final class HeldOutFigures implements Benchmark {

    /**
     * A run, and what was said of it at every setting.
     *
     * @param team that handed it in; a speed run is its own
     * @param outcome none for a speed run: it ended well
     */
    private record Examined(
            LoggedRun run, String team, @Nullable Outcome outcome, Map<Keenness, List<Alarm>> said) {

        boolean endedWell() {
            return outcome == null || outcome.reachedTarget();
        }
    }

    @Override
    public String name() {
        return "held-out";
    }

    @Override
    public String purpose() {
        return "False alarms and recall with thresholds chosen on other teams' runs, and on other families of workloads";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        List<Examined> all = examined(stage);
        List<Figure> figures = new ArrayList<>();
        figures.addAll(judge("detect.held-out.teams", all, each -> Parity.isOdd(each.team()) ? "odd" : "even"));
        figures.addAll(judge("detect.held-out.families", all, each -> each.run().family()));
        return figures;
    }

    private static List<Examined> examined(Stage stage) throws IOException {
        List<Examined> all = new ArrayList<>();
        for (LoggedRun run : stage.few(Speedruns.read(stage.data("nanogpt-speedrun")), 2)) {
            all.add(new Examined(run, run.name(), null, said(run)));
        }
        Path data = stage.data("algoperf-v0.5");
        for (Path trial : stage.few(AlgoPerf.trials(data), 20)) {
            LoggedRun run = AlgoPerf.read(data, trial);
            String team = data.relativize(trial).getName(1).toString();
            all.add(new Examined(run, team, AlgoPerf.outcome(trial), said(run)));
        }
        return all;
    }

    private static Map<Keenness, List<Alarm>> said(LoggedRun run) {
        Map<Keenness, List<Alarm>> said = new EnumMap<>(Keenness.class);
        for (Keenness each : Keenness.values()) {
            said.put(each, Examination.of(run, each.rules()));
        }
        return said;
    }

    private static List<Figure> judge(String prefix, List<Examined> all, Function<Examined, String> part) {
        TreeSet<String> rules = new TreeSet<>();
        all.forEach(each -> each.said().values().forEach(said -> said.forEach(alarm -> rules.add(alarm.rule()))));
        AlarmCount alarms = new AlarmCount(List.copyOf(rules));
        List<Judged> judged = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (String held : new TreeSet<>(all.stream().map(part).toList())) {
            Map<String, Keenness> chosen = Keenness.choose(
                    rules,
                    all.stream()
                            .filter(each -> !part.apply(each).equals(held) && each.endedWell())
                            .map(Examined::said)
                            .toList());
            AlarmCount ofPart = new AlarmCount(List.of());
            List<Judged> judgedOfPart = new ArrayList<>();
            for (Examined each : all) {
                if (part.apply(each).equals(held)) {
                    List<Alarm> said = Keenness.said(chosen, each.said());
                    if (each.endedWell()) {
                        alarms.add(each.run(), said);
                        ofPart.add(each.run(), said);
                    }
                    if (each.outcome() != null) {
                        judgedOfPart.add(new Judged(each.run(), each.outcome(), said));
                    }
                }
            }
            judged.addAll(judgedOfPart);
            if (ofPart.runs() > 0) {
                ofPart.figures(prefix + "." + held + ".false-alarms")
                        .forEach(figure -> figures.add(figure.with("thresholds", text(chosen))));
            }
            figures.addAll(Recall.figures(prefix + "." + held, judgedOfPart));
        }
        figures.addAll(alarms.figures(prefix + ".false-alarms"));
        figures.addAll(Recall.figures(prefix, judged));
        return figures;
    }

    private static Map<String, String> text(Map<String, Keenness> chosen) {
        Map<String, String> text = new TreeMap<>();
        chosen.forEach((rule, keenness) -> text.put(rule, keenness.name()));
        return text;
    }
}
