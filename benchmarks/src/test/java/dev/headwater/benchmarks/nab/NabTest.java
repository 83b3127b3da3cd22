package dev.headwater.benchmarks.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headwater.benchmarks.Parity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the real thing: the reference detectors earn what is known of them, and ours what is promised of it. */
class NabTest {

    private static Corpus corpus = new Corpus(List.of(), List.of(new Profile("standard", 1, 0.11, 1)));

    @BeforeAll
    static void read() throws Exception {
        String data = System.getProperty("HEADWATER_DATA", System.getenv().getOrDefault("HEADWATER_DATA", ""));
        assumeTrue(
                !data.isEmpty() && Files.isDirectory(Path.of(data, "nab")),
                "skipped: HEADWATER_DATA names no folder with nab in it");
        corpus = Corpus.read(Path.of(data, "nab"));
    }

    private static Verdict verdict(Contestant contestant) throws Exception {
        List<double[]> scores = new ArrayList<>();
        for (LabelledSeries series : corpus.series()) {
            scores.add(contestant.scores(series));
        }
        return Verdict.of(corpus, scores);
    }

    @Test
    void isThePartThatTheFiguresAreKnownOf() {
        assertThat(corpus.series()).hasSize(44);
        assertThat(corpus.series().stream().mapToInt(LabelledSeries::rows).sum())
                .isEqualTo(280_333);
        assertThat(corpus.series().stream()
                        .mapToInt(series -> series.windows().size())
                        .sum())
                .isEqualTo(83);
        assertThat(corpus.series()).filteredOn(s -> Parity.isOdd(s.name())).hasSize(20);
    }

    @Test
    void theReferencesEarnWhatIsKnownOfThem() throws Exception {
        Verdict ewma = verdict(new Ewma(0.01));
        assertThat(ewma.inSample().values())
                .satisfiesExactly(
                        standard -> assertThat(standard).isCloseTo(42.6, within(0.05)),
                        lowFalseAlarms -> assertThat(lowFalseAlarms).isCloseTo(29.0, within(0.05)),
                        lowMisses -> assertThat(lowMisses).isCloseTo(52.5, within(0.05)));
        assertThat(ewma.heldOut()).isCloseTo(38.1, within(0.05));
        assertThat(verdict(new WindowedGaussian()).standard()).isCloseTo(41.5, within(0.05));
        assertThat(verdict(new Silence()).standard()).isZero();
    }

    @Test
    void oursIsBetterThanTheOpenForest() throws Exception {
        Verdict ours = verdict(new OurScore(OurScore.CUT));
        assertThat(ours.standard()).isGreaterThan(59);
        assertThat(ours.heldOut()).isGreaterThan(58);
    }
}
