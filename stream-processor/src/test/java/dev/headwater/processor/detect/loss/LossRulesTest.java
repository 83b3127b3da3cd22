package dev.headwater.processor.detect.loss;

import static dev.headwater.processor.detect.Curves.LOSS;
import static dev.headwater.processor.detect.Curves.curve;
import static dev.headwater.processor.detect.Curves.flat;
import static dev.headwater.processor.detect.Curves.inAnyBatches;
import static dev.headwater.processor.detect.Curves.join;
import static dev.headwater.processor.detect.Curves.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LossRulesTest {

    private static final SeriesName VALIDATION = SeriesName.metric("r", "loss", "validation");

    private static double[] falling(long seed, int points, double noise) {
        Random random = new Random(seed);
        return curve(points, i -> (1.5 + 9 * Math.exp(-i / (points / 8.0))) * Math.exp(noise * random.nextGaussian()));
    }

    @Nested
    class EvaluationDivergenceTest {

        private final Detector rule = EvaluationDivergence.DEFINITION.standard();

        @Test
        void aLossThatStaysHighIsFoundWithTheFifthEvaluation() {
            double[] rising = curve(20, i -> 4 + 0.1 * i);
            List<Finding> found = inAnyBatches(rule, VALIDATION, join(falling(1, 15, 0), rising));

            assertThat(found.get(0).state()).isEqualTo(AnomalyState.OPEN);
            assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
            assertThat(found.get(0).firstStep()).isEqualTo(19);
            assertThat(found).anySatisfy(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.lastStep()).isEqualTo(29);
            });
        }

        @Test
        void aLossThatCreepsUpIsFoundWithTheFifteenthEvaluation() {
            assertThat(told(inAnyBatches(rule, VALIDATION, join(falling(1, 15, 0), flat(20, 2.05)))))
                    .startsWith("OPEN WARNING 29");
        }

        @Test
        void aSpikeOfFourEvaluationsIsBorne() {
            assertThat(inAnyBatches(rule, VALIDATION, join(falling(1, 15, 0), flat(4, 6), flat(10, 1.5))))
                    .isEmpty();
        }

        @Test
        void itIsOverWhenTheLossComesBack() {
            assertThat(told(inAnyBatches(rule, VALIDATION, join(falling(1, 15, 0), flat(6, 6), flat(3, 1.5)))))
                    .containsExactly("OPEN WARNING 19", "RESOLVED WARNING 20");
        }

        @Test
        void aNoisyCurveRaisesNothing() {
            for (double noise : new double[] {0, 0.05, 0.3}) {
                for (long seed = 0; seed < 50; seed++) {
                    assertThat(inAnyBatches(rule, VALIDATION, falling(seed, 300, noise)))
                            .as("noise " + noise + ", seed " + seed)
                            .isEmpty();
                }
            }
        }

        @Test
        void pointsWithoutALogarithmArePassedOver() {
            double[] gaps = {Double.NaN, 0, -1, Double.POSITIVE_INFINITY};
            assertThat(inAnyBatches(
                            rule, VALIDATION, join(gaps, falling(1, 15, 0), gaps, flat(3, 6), gaps, flat(2, 6))))
                    .hasSize(1);
        }

        @Test
        void trainingIsTheAffairOfAnotherRule() {
            assertThat(rule.watches(LOSS)).isFalse();
            assertThat(rule.watches(SeriesName.metric("r", "val_loss", ""))).isTrue();
            assertThat(Divergence.DEFINITION.standard().watches(VALIDATION)).isFalse();
        }
    }

    @Nested
    class LlmFoundrySpikeTest {

        private final Detector rule = LlmFoundrySpike.DEFINITION.standard();

        @Test
        void theFifthOutlierInARowIsASpike() {
            assertThat(told(inAnyBatches(rule, LOSS, join(flat(100, 2), flat(4, 5), flat(20, 2)))))
                    .isEmpty();
            assertThat(told(inAnyBatches(rule, LOSS, join(flat(100, 2), flat(6, 5), flat(20, 2)))))
                    .containsExactly("OPEN WARNING 104", "RESOLVED WARNING 105");
        }

        @Test
        void aSpikeBeforeTheWindowIsFullIsNotSeen() {
            assertThat(inAnyBatches(rule, LOSS, join(flat(94, 2), flat(6, 5), flat(20, 2))))
                    .isEmpty();
        }

        @Test
        void aLossThatIsLastinglyAboveTheCapIsFoundAfterTwoWindows() {
            List<Finding> found = inAnyBatches(rule, LOSS, flat(220, 11));
            assertThat(found.get(0).firstStep()).isEqualTo(200);
            assertThat(found.get(0).message()).contains("is above 10 in at least half of the last 100 points");
            assertThat(inAnyBatches(rule, LOSS, join(flat(100, 11), flat(120, 9))))
                    .isEmpty();
        }

        @Test
        void itShipsSwitchedOff() {
            assertThat(LlmFoundrySpike.DEFINITION.enabled()).isFalse();
        }
    }

    @Nested
    class PlateauTest {

        private final Detector rule = Plateau.DEFINITION.standard();

        @Test
        void aLossThatStandsStillIsANotice() {
            List<Finding> found = inAnyBatches(rule, LOSS, join(falling(1, 400, 0), flat(800, 1.5)));
            assertThat(found).isNotEmpty();
            assertThat(found.get(0).firstStep()).isBetween(400L, 1000L);
            assertThat(found).extracting(Finding::severity).containsOnly(Severity.INFO);
        }

        @Test
        void itIsOverWhenTheLossFallsAgain() {
            List<Finding> found = inAnyBatches(rule, LOSS, join(flat(150, 2), flat(50, 1)));
            assertThat(told(found)).first().isEqualTo("OPEN INFO 100");
            assertThat(found.get(found.size() - 1).state()).isEqualTo(AnomalyState.RESOLVED);
        }

        @Test
        void aLossThatFallsRaisesNothing() {
            for (long seed = 0; seed < 50; seed++) {
                Random random = new Random(seed);
                double[] steady = curve(3000, i -> 10 * Math.pow(i + 1, -0.5) * Math.exp(0.05 * random.nextGaussian()));
                assertThat(inAnyBatches(rule, LOSS, steady)).as("seed " + seed).isEmpty();
            }
        }

        @Test
        void aRiseIsTold() {
            List<Finding> found = inAnyBatches(rule, LOSS, join(flat(50, 2), flat(200, 3)));
            assertThat(found.get(0).message())
                    .contains("has not fallen below 2.000")
                    .contains("46 % above it");
        }
    }

    @Nested
    class OvertrainingTest {

        private final Detector rule = Overtraining.DEFINITION.standard();

        @Test
        void evaluationsWithoutAGainAreCounted() {
            assertThat(told(inAnyBatches(rule, VALIDATION, join(new double[] {3, 2}, flat(11, 1.995), flat(2, 1)))))
                    .containsExactly("OPEN INFO 11", "RESOLVED INFO 12");
        }

        @Test
        void trainingHasLessPatience() {
            assertThat(told(inAnyBatches(rule, LOSS, join(new double[] {3, 2}, flat(5, 1.995)))))
                    .containsExactly("OPEN INFO 6");
        }

        @Test
        void thresholdsCanBeSet() {
            Detector patient = Overtraining.DEFINITION.with(Map.of("patience-training", 6.0));
            assertThat(inAnyBatches(patient, LOSS, join(new double[] {3, 2}, flat(5, 1.995))))
                    .isEmpty();
        }

        @Test
        void itShipsSwitchedOff() {
            assertThat(Overtraining.DEFINITION.enabled()).isFalse();
        }
    }
}
