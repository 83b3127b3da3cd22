package dev.headwater.benchmarks.nab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores what NAB's own detectors said of all 58 files, and compares with the figures that NAB publishes of them.
 *
 * <p>Left out is what NAB's files contradict themselves in: its results of {@code random}, {@code htmjava} and {@code
 * numentaTM} are not those that its {@code final_results.json} was made of, those of {@code expose} have scores below 0,
 * and of {@code bayesChangePt} there is no figure.
 */
public final class NabScorerCheck implements Benchmark {

    private static final double ROUNDING = 0.1;
    private static final List<String> DETECTORS = List.of(
            "ARTime",
            "numenta",
            "contextOSE",
            "earthgeckoSkyline",
            "knncad",
            "relativeEntropy",
            "randomCutForest",
            "twitterADVec",
            "windowedGaussian",
            "skyline",
            "null");

    @Override
    public String name() {
        return "nab-scorer";
    }

    @Override
    public String purpose() {
        return "Our scoring of NAB against what NAB publishes of its detectors; needs a checkout of numenta/NAB named NAB";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        Path checkout = stage.data("NAB");
        Corpus corpus = Corpus.read(checkout);
        Path results = checkout.resolve("results");
        JsonNode published = new ObjectMapper()
                .readTree(results.resolve("final_results.json").toFile());
        List<Figure> figures = new ArrayList<>();
        for (String name : DETECTORS) {
            Published detector = new Published(results, name);
            List<double[]> scores = new ArrayList<>();
            for (LabelledSeries series : corpus.series()) {
                scores.add(detector.scores(series));
            }
            Verdict verdict = Verdict.of(corpus, scores);
            verdict.inSample()
                    .forEach((profile, ours) -> figures.add(figure(
                            name,
                            profile,
                            ours,
                            published.get(name).get(profile).doubleValue())));
        }
        return figures;
    }

    private static Figure figure(String name, String profile, double ours, double theirs) {
        return Figure.of("check.nab-scorer." + name + "." + profile, Math.abs(ours - theirs), "points")
                .mustBe(Target.atMost(ROUNDING))
                .with("ours", ours)
                .with("published", theirs);
    }
}
