package dev.headwater.benchmarks.nab;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.hardware.HardwareAnomaly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Our score of hardware series, and the detectors that it must be compared with, on NAB.
 *
 * <p>The part of 44 files is what is promised for. Where a checkout of numenta/NAB named {@code NAB} lies beside it, the
 * files that are not in the part are scored too, with the threshold of the part: nothing was chosen on them.
 */
public final class NabFigures implements Benchmark {

    private static final int SEEDS = 5;
    private static final int FIRST_SEED = 7;
    private static final double IN_SAMPLE = 59;
    private static final double HELD_OUT = 58;

    @Override
    public String name() {
        return "nab";
    }

    @Override
    public String purpose() {
        return "Scores of hardware anomalies on NAB (folder nab of the data); in-sample and held-out";
    }

    @Override
    public List<Figure> measure(Stage stage) throws Exception {
        Path folder = stage.data("nab");
        Corpus part = Corpus.read(folder);
        Path checkout = folder.resolveSibling("NAB");
        Corpus rest = Files.isDirectory(checkout) ? without(Corpus.read(checkout), part) : part.only(any -> false);
        List<Figure> figures = new ArrayList<>();
        for (Contestant contestant : contestants(stage.size(SEEDS, 1))) {
            figures.addAll(figures(contestant, part, rest));
        }
        for (Threshold threshold : HardwareAnomaly.DEFINITION.thresholds()) {
            figures.add(rule(threshold, part));
        }
        return figures;
    }

    /** What the rule says with the thresholds that it ships with. */
    private static Figure rule(Threshold threshold, Corpus part) throws Exception {
        double cut = threshold.standard();
        Alarms alarms = Alarms.of(part, scores(new OurScore(cut), part), cut);
        return Figure.of(
                        "detect.nab.rule." + threshold.name(), 1e5 * alarms.falsely() / alarms.outside(), "per 100,000")
                .with("score", cut)
                .with("false_alarms", alarms.falsely())
                .with("readings_outside_windows", alarms.outside())
                .with("windows_found", alarms.found())
                .with("windows", alarms.windows());
    }

    private static Corpus without(Corpus whole, Corpus part) {
        Set<String> known =
                part.series().stream().map(LabelledSeries::name).collect(Collectors.toCollection(HashSet::new));
        return whole.only(series -> !known.contains(series.name()));
    }

    private static List<Contestant> contestants(int seeds) {
        List<Contestant> all = new ArrayList<>(
                List.of(new OurScore(OurScore.CUT), new Ewma(0.01), new WindowedGaussian(), new Silence()));
        for (int seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            all.add(new OpenForest(seed));
        }
        return all;
    }

    private static List<Figure> figures(Contestant contestant, Corpus part, Corpus rest) throws Exception {
        long start = System.nanoTime();
        List<double[]> scores = scores(contestant, part);
        double micros = (System.nanoTime() - start) / 1e3;
        int rows = part.series().stream().mapToInt(LabelledSeries::rows).sum();
        Verdict verdict = Verdict.of(part, scores);
        Figure inSample = Figure.of(name(contestant, "in-sample"), verdict.standard(), "of 100")
                .with("threshold", verdict.threshold())
                .with("files", part.series().size())
                .with("rows", rows)
                .with("us_per_row", micros / rows);
        for (Profile profile : part.profiles().subList(1, part.profiles().size())) {
            inSample = inSample.with(profile.name(), verdict.inSample().getOrDefault(profile.name(), Double.NaN));
        }
        Figure heldOut = Figure.of(name(contestant, "held-out"), verdict.heldOut(), "of 100")
                .with("held_out_by_folder", verdict.byFolder());
        List<Figure> figures = new ArrayList<>();
        boolean ours = contestant instanceof OurScore;
        figures.add(ours ? inSample.mustBe(Target.above(IN_SAMPLE)) : inSample);
        figures.add(ours ? heldOut.mustBe(Target.above(HELD_OUT)) : heldOut);
        if (!rest.series().isEmpty()) {
            figures.add(unseen(contestant, rest, verdict.threshold()));
        }
        return figures;
    }

    private static Figure unseen(Contestant contestant, Corpus rest, double threshold) throws Exception {
        Sweep sweep = Sweep.of(rest.series(), scores(contestant, rest), rest.standard());
        return Figure.of(name(contestant, "unseen"), sweep.normalised(sweep.sum(threshold)), "of 100")
                .with("files", rest.series().size())
                .with("in_sample", sweep.normalised(sweep.best().sum()));
    }

    private static List<double[]> scores(Contestant contestant, Corpus corpus) throws Exception {
        List<double[]> scores = new ArrayList<>();
        for (LabelledSeries series : corpus.series()) {
            scores.add(contestant.scores(series));
        }
        return scores;
    }

    private static String name(Contestant contestant, String what) {
        String words = contestant.name().toLowerCase(Locale.ROOT).replaceAll("[ ,.]+", "-");
        return "detect.nab." + words + "." + what;
    }
}
