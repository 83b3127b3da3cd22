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
import java.util.Random;
import java.util.stream.Stream;

/** Faults that are put into real curves at random places: how many of each size are found, and after how long. Synthetic. */
final class FaultFigures implements Benchmark {

    private static final int PLACES = 3;
    private static final int GRADIENT_RUNS = 60;
    private static final int GRADIENT_POINTS = 200;

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public String purpose() {
        return "Synthetic faults put into real curves: share that is found and delay, by kind and size";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        InForce rules = Rulebook.standard().forExperiment(null);
        List<LoggedRun> speedruns = Speedruns.read(stage.data("nanogpt-speedrun"));
        List<LoggedRun> curves = speedruns.subList(0, stage.size(speedruns.size(), Math.min(2, speedruns.size())));
        List<LoggedRun> gradients = withGradients(stage.data("algoperf-v0.5"), stage.size(GRADIENT_RUNS, 2));
        List<Figure> figures = new ArrayList<>();
        for (Fault fault : all()) {
            figures.add(figure(fault, fault.gradients() ? gradients : curves, stage.size(PLACES, 1), rules));
        }
        return figures;
    }

    /** What becomes of a fault that is put into each run at some places; the same places for all sizes of its kind. */
    static Figure figure(Fault fault, List<LoggedRun> runs, int places, InForce rules) {
        FaultTally tally = new FaultTally(fault);
        for (LoggedRun run : runs) {
            for (int place = 0; place < places; place++) {
                long seed = 31L * (fault.kind() + " " + run.name()).hashCode() + place;
                Injected injected = fault.injection().into(run, new Random(seed));
                tally.add(injected, Examination.of(injected.run(), injected.asides(), rules));
            }
        }
        return tally.figure();
    }

    static List<Fault> all() {
        return Stream.of(LossFaults.all(), CourseFaults.all(), HardwareFaults.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Trials that reached their target and have the norm of their gradient all along, evenly from all of them. */
    private static List<LoggedRun> withGradients(Path data, int wanted) throws IOException {
        List<LoggedRun> runs = new ArrayList<>();
        for (Path trial : AlgoPerf.trials(data)) {
            if (!AlgoPerf.outcome(trial).reachedTarget()) {
                continue;
            }
            LoggedRun run = AlgoPerf.read(data, trial);
            int column = run.column(Curves.GRADIENT);
            long points =
                    run.rows().stream().filter(row -> Curves.has(row, column)).count();
            if (points >= GRADIENT_POINTS) {
                runs.add(run);
            }
        }
        List<LoggedRun> even = new ArrayList<>();
        for (int i = 0; i < Math.min(wanted, runs.size()); i++) {
            even.add(runs.get((int) ((long) i * runs.size() / Math.min(wanted, runs.size()))));
        }
        return even;
    }
}
