package dev.headwater.benchmarks.detect;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.rules.Rulebook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How many of the runs that ended badly are found, from prefixes only, and how early. */
final class OutcomeFigures implements Benchmark {

    @Override
    public String name() {
        return "outcomes";
    }

    @Override
    public String purpose() {
        return "Recall, delay and precision on AlgoPerf trials that diverged, went blank or died early; by family";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        InForce rules = Rulebook.standard().forExperiment(null);
        Path data = stage.data("algoperf-v0.5");
        List<Judged> judged = new ArrayList<>();
        for (Path trial : stage.few(AlgoPerf.trials(data), 20)) {
            LoggedRun run = AlgoPerf.read(data, trial);
            judged.add(new Judged(run, AlgoPerf.outcome(trial), Examination.of(run, rules)));
        }
        List<Figure> figures = new ArrayList<>();
        for (String family : List.of("", "ogbg", "fastmri", "wmt")) {
            List<Judged> of = judged.stream()
                    .filter(each -> family.isEmpty() || each.run().family().equals(family))
                    .toList();
            String prefix = "detect.outcomes" + (family.isEmpty() ? "" : "." + family);
            figures.addAll(Recall.figures(prefix, of));
        }
        return figures;
    }
}
