package dev.headwater.processor.detect;

import static dev.headwater.processor.detect.Curves.LOSS;
import static dev.headwater.processor.detect.Curves.alarms;
import static dev.headwater.processor.detect.Curves.flat;
import static dev.headwater.processor.detect.Curves.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.loss.LossSpike;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteTest {

    private static double[] healthy(long seed, int points, double noise) {
        Random random = new Random(seed);
        return IntStream.range(0, points)
                .mapToDouble(i -> (1.5 + 9 * Math.exp(-i / 300.0)) * Math.exp(noise * random.nextGaussian()))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.05, 0.2, 0.7})
    void aHealthyNoisyCurveRaisesNothing(double noise) {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(alarms(Curves.watch(LOSS, healthy(seed, 5000, noise))))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    /** Small batches of an almost solved problem: losses vary by orders of magnitude around a falling course. */
    @Test
    void smallBatchesNearZeroLossRaiseNothing() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] values = IntStream.range(0, 3000)
                    .mapToDouble(i -> Math.exp(-i / 500.0) * Math.exp(1.5 * random.nextGaussian()))
                    .toArray();
            assertThat(alarms(Curves.watch(LOSS, values))).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void theSpikeOfBloomIsFoundAndResolved() {
        // BLOOM tr11: 2.2 to 5.1, recovered within about 30 iterations.
        double[] spike = {2.9, 4.1, 5.1, 4.8, 4.2, 3.7, 3.2, 2.9, 2.6, 2.5, 2.4, 2.3};
        double[] noise = healthy(7, 60, 0.01);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 2.2 * Math.exp(0.01 * (i % 5 - 2));
        }
        List<Finding> found = Curves.watch(LossSpike.DEFINITION.standard(), LOSS, join(noise, spike, noise));

        assertThat(found)
                .extracting(Finding::state)
                .containsExactly(AnomalyState.OPEN, AnomalyState.UPDATED, AnomalyState.RESOLVED);
        assertThat(found)
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO, Severity.WARNING, Severity.WARNING);
        assertThat(found.get(0).firstStep()).isBetween(61L, 63L);
        assertThat(found.get(0).evidence()).hasSizeBetween(2, 32);
    }

    @Test
    void aSingleHighPointIsNoSpike() {
        assertThat(alarms(Curves.watch(LOSS, join(flat(100, 2), flat(1, 8), flat(100, 2)))))
                .isEmpty();
    }

    @Test
    void aLossThatGoesUpAndStaysDiverges() {
        // BLOOM 104B: 6.4 to 14, then stuck near 7: here stuck higher, which is what the rule is for.
        double[] falling = healthy(3, 400, 0.02);
        List<Finding> found = Curves.watch(LOSS, join(falling, flat(200, 14)));

        assertThat(found).anySatisfy(finding -> {
            assertThat(finding.rule().name()).isEqualTo("divergence");
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.firstStep()).isLessThan(470);
        });
    }

    @Test
    void metricsThatAreNoLossMayRise() {
        SeriesName accuracy = SeriesName.metric("r", "accuracy", "validation");
        assertThat(Curves.watch(accuracy, join(flat(100, 0.1), flat(300, 0.9)))).isEmpty();
    }

    @Test
    void hardwareMayBeUnreadable() {
        SeriesName sensor = new SeriesName("resource:r/h/gpu0/temperature", true, "temperature", "gpu0", "h", "Cel");
        assertThat(Curves.watch(sensor, Double.NaN, 50)).isEmpty();
    }

    @Test
    void whereBatchesEndMakesNoDifference() {
        double[] values =
                join(healthy(5, 300, 0.02), flat(4, 40), healthy(6, 100, 0.02), flat(3, Double.NaN), flat(30, 2));
        List<Finding> whole = Curves.watch(LOSS, values);

        assertThat(whole).isNotEmpty();
        for (int batch : new int[] {1, 7, 100}) {
            // As text, since Avro's records hold that NaN is not NaN.
            assertThat(Curves.watchInBatches(LOSS, batch, values))
                    .map(Finding::toString)
                    .containsExactlyInAnyOrderElementsOf(
                            whole.stream().map(Finding::toString).toList());
        }
    }
}
