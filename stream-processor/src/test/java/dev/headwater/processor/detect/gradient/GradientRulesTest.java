package dev.headwater.processor.detect.gradient;

import static dev.headwater.processor.detect.Curves.LOSS;
import static dev.headwater.processor.detect.Curves.curve;
import static dev.headwater.processor.detect.Curves.flat;
import static dev.headwater.processor.detect.Curves.inAnyBatches;
import static dev.headwater.processor.detect.Curves.join;
import static dev.headwater.processor.detect.Curves.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GradientRulesTest {

    private static final SeriesName NORM = SeriesName.metric("r", "grad_norm", "train");

    @Test
    void normsAreToldByTheirNames() {
        for (String name : List.of("grad_norm", "Gradient_Norm", "train/grad-norm", "gnorm", "l2_norm/grad/global")) {
            assertThat(Gradients.isNorm(SeriesName.metric("r", name, "")))
                    .as(name)
                    .isTrue();
        }
        for (String name : List.of("loss", "grad_norm/layers.3.weight", "norm", "upgrade", "l2_norm/grad/layer1")) {
            assertThat(Gradients.isNorm(SeriesName.metric("r", name, "")))
                    .as(name)
                    .isFalse();
        }
        assertThat(Gradients.isUpdateRatio(SeriesName.metric("r", "update_to_weight_ratio/layer1", "")))
                .isTrue();
        assertThat(Gradients.isUpdateRatio(SeriesName.metric("r", "log10_update_ratio", "")))
                .isFalse();
    }

    @Nested
    class GradientPrecursorTest {

        private final Detector rule = GradientPrecursor.DEFINITION.standard();

        /** BLOOM tr11, iterations 31214 to 31219; the loss moved at the last. */
        @Test
        void theClimbOfBloomIsSeenTwoIterationsBeforeTheLossMoves() {
            double[] climb = {0.95, 2.4, 15.9, 145, 960};
            List<Finding> found = inAnyBatches(rule, NORM, join(flat(100, 0.24), climb));

            assertThat(told(found)).containsExactly("OPEN INFO 100", "UPDATED WARNING 102");
            assertThat(found.get(1).message())
                    .isEqualTo("train/grad_norm is 15.90, 66.3 times its recent median of 0.2400, at step 102");
        }

        @Test
        void oneHighNormIsANotice() {
            assertThat(told(inAnyBatches(rule, NORM, join(flat(100, 0.24), flat(1, 50), flat(20, 0.24)))))
                    .containsExactly("OPEN INFO 100", "RESOLVED INFO 100");
        }

        @Test
        void noiseRaisesNoAlarm() {
            for (double noise : new double[] {0, 0.1, 0.5, 0.7}) {
                for (long seed = 0; seed < 20; seed++) {
                    Random random = new Random(seed);
                    double[] norms = curve(2000, i -> Math.exp(noise * random.nextGaussian()));
                    assertThat(inAnyBatches(rule, NORM, norms))
                            .as("noise " + noise + ", seed " + seed)
                            .extracting(Finding::severity)
                            .doesNotContain(Severity.WARNING);
                }
            }
        }

        @Test
        void aNewLevelIsLearntInTheEnd() {
            assertThat(told(inAnyBatches(rule, NORM, join(flat(100, 0.24), flat(200, 1)))))
                    .last()
                    .asString()
                    .startsWith("RESOLVED INFO");
        }

        @Test
        void skippedStepsAndValuesThatAreNoNumbersArePassedOver() {
            double[] gaps = {Double.NaN, 0, -1, Double.POSITIVE_INFINITY};
            double[] climb = {0.95, 0, 2.4, Double.NaN, 15.9};
            assertThat(told(inAnyBatches(rule, NORM, join(gaps, flat(30, 0.24), gaps, climb))))
                    .containsExactly("OPEN INFO 38", "UPDATED WARNING 42");
        }

        @Test
        void aLossIsNoNorm() {
            assertThat(rule.watches(LOSS)).isFalse();
        }
    }

    @Nested
    class VanishingGradientTest {

        private final Detector rule = VanishingGradient.DEFINITION.standard();

        @Test
        void theTenthInARowIsToldAndTheTenthAfterEndsIt() {
            assertThat(told(inAnyBatches(rule, NORM, join(flat(50, 1), flat(12, 1e-9), flat(10, 1)))))
                    .containsExactly("OPEN WARNING 59", "RESOLVED WARNING 61");
        }

        @Test
        void skippedStepsAreBorne() {
            assertThat(inAnyBatches(rule, NORM, curve(500, i -> i % 3 == 0 ? 0 : 1)))
                    .isEmpty();
            assertThat(inAnyBatches(rule, NORM, flat(100, Double.NaN))).isEmpty();
        }
    }

    @Nested
    class UpdateRatioTest {

        private static final SeriesName RATIO = SeriesName.metric("r", "update_ratio", "train");

        private final Detector rule = UpdateRatio.DEFINITION.standard();

        @Test
        void ratiosThatAreTooLargeOrTooSmallAreTold() {
            assertThat(told(inAnyBatches(rule, RATIO, join(flat(20, 1e-3), flat(6, 12), flat(6, 1e-3)))))
                    .containsExactly("OPEN WARNING 24", "RESOLVED WARNING 25");
            assertThat(told(inAnyBatches(rule, RATIO, join(flat(20, 1e-3), flat(6, 1e-9)))))
                    .containsExactly("OPEN WARNING 24");
        }

        @Test
        void usualRatiosAndFrozenLayersRaiseNothing() {
            for (long seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                double[] ratios = curve(1000, i -> i % 7 == 0 ? 0 : 1e-3 * Math.exp(2 * random.nextGaussian()));
                assertThat(inAnyBatches(rule, RATIO, ratios)).as("seed " + seed).isEmpty();
            }
            assertThat(inAnyBatches(rule, RATIO, flat(100, 0))).isEmpty();
        }
    }
}
