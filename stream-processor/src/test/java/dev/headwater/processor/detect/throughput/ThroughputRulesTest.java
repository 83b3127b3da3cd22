package dev.headwater.processor.detect.throughput;

import static dev.headwater.processor.detect.Curves.LOSS;
import static dev.headwater.processor.detect.Curves.flat;
import static dev.headwater.processor.detect.Curves.inAnyBatches;
import static dev.headwater.processor.detect.Curves.join;
import static dev.headwater.processor.detect.Curves.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ThroughputRulesTest {

    private static final long START = 1_700_000_000_000L;

    /** Points of a loop whose step i takes so many milliseconds. */
    private static Points loop(int steps, IntToDoubleFunction millis) {
        long[] times = new long[steps];
        double now = START;
        for (int i = 0; i < steps; i++) {
            now += millis.applyAsDouble(i);
            times[i] = Math.round(now);
        }
        return Points.of(LongStream.range(0, steps).toArray(), times, flat(steps, 2));
    }

    private static Points every(int stride, Points points) {
        int[] kept =
                IntStream.range(0, points.size()).filter(i -> i % stride == 0).toArray();
        return Points.of(
                IntStream.of(kept).mapToLong(points::step).toArray(),
                IntStream.of(kept).mapToLong(points::time).toArray(),
                IntStream.of(kept).mapToDouble(points::value).toArray());
    }

    @Test
    void onlyOneLossTellsThePace() {
        assertThat(Pace.of(LOSS)).isEqualTo(Pace.STEPS);
        assertThat(Pace.of(SeriesName.metric("r", "train_loss", ""))).isEqualTo(Pace.STEPS);
        assertThat(Pace.of(SeriesName.metric("r", "aux_loss", "train"))).isEqualTo(Pace.NONE);
        assertThat(Pace.of(SeriesName.metric("r", "val_loss", ""))).isEqualTo(Pace.NONE);
        assertThat(Pace.of(SeriesName.metric("r", "train_samples_per_second", "")))
                .isEqualTo(Pace.RATE);
        assertThat(Pace.of(SeriesName.metric("r", "tokens/s", ""))).isEqualTo(Pace.RATE);
        assertThat(Pace.of(SeriesName.metric("r", "step_time", "train"))).isEqualTo(Pace.DURATION);
        assertThat(Pace.of(SeriesName.metric("r", "accuracy", "train"))).isEqualTo(Pace.NONE);
    }

    @Nested
    class HistoryTest {

        @Test
        void itKeepsAnEvenSample() {
            History history = new History(0, 8);
            double[] memory = new double[history.slots()];
            for (int i = 0; i < 1000; i++) {
                history.add(memory, i);
            }
            assertThat(history.count(memory)).isEqualTo(1000);
            assertThat(history.median(memory)).isBetween(350.0, 650.0);
            assertThat(history.medianBelow(memory, 2000)).isTrue();
            assertThat(history.medianBelow(memory, 300)).isFalse();
        }
    }

    @Nested
    class ThroughputDropTest {

        private final Detector rule = ThroughputDrop.DEFINITION.standard();

        @Test
        void stepsThatBecomeSlowAreToldOnceTheyLast() {
            List<Finding> found = inAnyBatches(rule, LOSS, loop(400, i -> i < 200 || i >= 230 ? 1000 : 2000));
            assertThat(told(found)).startsWith("OPEN WARNING 209").last().isEqualTo("RESOLVED WARNING 229");
            assertThat(found.get(0).message())
                    .isEqualTo("train/loss tells of steps at 50 % of their median rate, slow for 10 intervals and 20 s,"
                            + " at step 209");
        }

        @Test
        void ofShortStepsMoreMustBeSlow() {
            List<Finding> found = inAnyBatches(rule, LOSS, loop(1000, i -> i < 500 ? 200 : 400));
            assertThat(found.get(0).firstStep()).isEqualTo(524);
        }

        @Test
        void pausesAndSingleSlowStepsAreBorne() {
            for (long seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                Points points = loop(
                        3000,
                        i -> 300 * Math.exp(0.1 * random.nextGaussian())
                                + (i % 100 == 99 ? 60_000 : 0)
                                + (random.nextInt(50) == 0 ? 3000 : 0));
                assertThat(inAnyBatches(rule, LOSS, points)).as("seed " + seed).isEmpty();
                assertThat(inAnyBatches(rule, LOSS, every(50, points)))
                        .as("seed " + seed)
                        .isEmpty();
            }
        }

        @Test
        void stepsShorterThanTheClockCanTellAreTakenTogether() {
            for (long seed = 0; seed < 10; seed++) {
                Random random = new Random(seed);
                assertThat(inAnyBatches(rule, LOSS, loop(20_000, i -> random.nextInt(100) == 0 ? 20 : 1.5)))
                        .as("seed " + seed)
                        .isEmpty();
            }
        }

        @Test
        void slowerStepsAreTheUsualCourseInTheEnd() {
            assertThat(told(inAnyBatches(rule, LOSS, loop(2000, i -> i < 300 ? 1000 : 2000))))
                    .last()
                    .asString()
                    .startsWith("RESOLVED");
        }

        @Test
        void stepsAndTimesThatGoBackOrStandStillAreBorne() {
            long[] steps = new long[600];
            long[] times = new long[600];
            for (int i = 0; i < 600; i++) {
                steps[i] = i < 300 ? i : i - 200;
                times[i] = START + 1000L * (i % 150) + (i % 40 == 0 ? -5000 : 0);
            }
            assertThat(inAnyBatches(rule, LOSS, Points.of(steps, times, flat(600, 2))))
                    .isEmpty();
            assertThat(inAnyBatches(rule, LOSS, Points.of(new long[600], times, flat(600, 2))))
                    .isEmpty();
        }

        @Test
        void aRateThatIsLoggedTellsItself() {
            SeriesName rate = SeriesName.metric("r", "samples_per_second", "");
            assertThat(told(inAnyBatches(rule, rate, join(flat(50, 1000), flat(20, 700)))))
                    .startsWith("OPEN WARNING 59");
            assertThat(inAnyBatches(rule, rate, join(flat(50, 1000), flat(20, 850))))
                    .isEmpty();
            assertThat(told(inAnyBatches(rule, rate, join(flat(50, 1000), flat(20, 0)))))
                    .startsWith("OPEN WARNING 59");
        }

        @Test
        void soDoesAStepTimeThatIsLogged() {
            SeriesName duration = SeriesName.metric("r", "step_time", "");
            assertThat(told(inAnyBatches(rule, duration, join(flat(50, 0.5), flat(20, 0.7)))))
                    .startsWith("OPEN WARNING 59");
            assertThat(inAnyBatches(rule, duration, join(flat(50, 0.5), flat(20, Double.NaN))))
                    .isEmpty();
        }
    }

    @Nested
    class StepOutlierTest {

        private final Detector rule = StepOutlier.DEFINITION.standard();

        @Test
        void theTenthSlowStepThatComesOnNoScheduleIsANotice() {
            int[] slow = {103, 110, 124, 131, 150, 163, 171, 188, 192, 205};
            List<Finding> found =
                    inAnyBatches(rule, LOSS, loop(1000, i -> IntStream.of(slow).anyMatch(k -> k == i) ? 3000 : 500));
            assertThat(told(found)).containsExactly("OPEN INFO 205", "RESOLVED INFO 205");
        }

        @Test
        void evaluationsAndCheckpointsComeOnASchedule() {
            assertThat(inAnyBatches(rule, LOSS, loop(2000, i -> i % 10 == 9 ? 3000 : 500)))
                    .isEmpty();
            assertThat(inAnyBatches(rule, LOSS, loop(2000, i -> i % 20 == 19 ? 3000 : i % 50 == 49 ? 9000 : 500)))
                    .isEmpty();
        }

        @Test
        void noiseRaisesNothing() {
            for (long seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                assertThat(inAnyBatches(rule, LOSS, loop(3000, i -> 300 * Math.exp(0.3 * random.nextGaussian()))))
                        .as("seed " + seed)
                        .isEmpty();
            }
        }
    }
}
