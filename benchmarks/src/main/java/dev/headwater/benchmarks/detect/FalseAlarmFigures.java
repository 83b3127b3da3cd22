package dev.headwater.benchmarks.detect;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.rules.Rulebook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How often the rules wake someone for a run that ended well. */
final class FalseAlarmFigures implements Benchmark {

    @Override
    public String name() {
        return "false-alarms";
    }

    @Override
    public String purpose() {
        return "Warnings and worse on 39 published speed runs and on AlgoPerf trials that reached their target";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        InForce rules = Rulebook.standard().forExperiment(null);
        List<Figure> figures = new ArrayList<>();
        AlarmCount speedruns = count(rules);
        for (LoggedRun run : stage.few(Speedruns.read(stage.data("nanogpt-speedrun")), 2)) {
            speedruns.add(run, Examination.of(run, rules));
        }
        figures.addAll(speedruns.figures("detect.false-alarms.speedrun"));
        AlarmCount all = count(rules);
        Map<String, AlarmCount> families = new TreeMap<>();
        Path data = stage.data("algoperf-v0.5");
        for (Path trial : stage.few(AlgoPerf.trials(data), 20)) {
            if (AlgoPerf.outcome(trial).reachedTarget()) {
                LoggedRun run = AlgoPerf.read(data, trial);
                List<Alarm> alarms = Examination.of(run, rules);
                all.add(run, alarms);
                families.computeIfAbsent(run.family(), family -> count(rules)).add(run, alarms);
            }
        }
        families.forEach((family, count) -> figures.addAll(count.figures("detect.false-alarms.algoperf-" + family)));
        if (all.runs() > 0) {
            figures.addAll(all.figures("detect.false-alarms.algoperf"));
        }
        return figures;
    }

    private static AlarmCount count(InForce rules) {
        return new AlarmCount(Stream.concat(rules.series().rules().stream(), rules.run().rules().stream())
                .map(Rule::name)
                .toList());
    }
}
