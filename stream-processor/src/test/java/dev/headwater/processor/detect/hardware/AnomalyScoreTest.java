package dev.headwater.processor.detect.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnomalyScoreTest {

    private static final double CUT = 0.35;
    private static final long FIVE_MINUTES = 300_000;
    private static final long START = 1_700_000_000_000L;

    private final AnomalyScore score = new AnomalyScore(CUT);
    private final double[] memory = new double[AnomalyScore.SLOTS];

    private List<Double> scores(int points, long interval, IntToDoubleFunction value) {
        return IntStream.range(0, points)
                .mapToObj(i -> score.observe(memory, START + i * interval, value.applyAsDouble(i)))
                .toList();
    }

    private static List<Integer> alarms(List<Double> scores) {
        return IntStream.range(0, scores.size())
                .filter(i -> scores.get(i) >= CUT)
                .boxed()
                .toList();
    }

    private static IntToDoubleFunction noise(double level, double deviation) {
        Random random = new Random(42);
        return i -> level + deviation * random.nextGaussian();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -40, 1e12})
    void aConstantSeriesNeverScores(double level) {
        assertThat(scores(40_000, FIVE_MINUTES, i -> level)).containsOnly(0.0);
    }

    @Test
    void aConstantSeriesMayTrembleALittle() {
        assertThat(alarms(scores(5_000, FIVE_MINUTES, i -> i % 700 == 699 ? 40.001 : 40)))
                .isEmpty();
    }

    @Test
    void noiseReachesTheCutNoMoreOftenThanTheCutSays() {
        List<Double> scores = scores(40_000, FIVE_MINUTES, noise(50, 3));

        assertThat(scores).allMatch(s -> s >= 0 && s <= 1);
        // Two averages, each one in 10^3.5.
        assertThat(alarms(scores)).hasSizeLessThan((int) (2 * 40_000 / Math.pow(10, 10 * CUT)));
    }

    @Test
    void aLevelShiftIsOneAnomalyAndSeenAtOnce() {
        IntToDoubleFunction noise = noise(50, 3);
        List<Double> scores =
                scores(4_000, FIVE_MINUTES, i -> noise.applyAsDouble(i) + (i >= 2_000 && i < 2_060 ? 40 : 0));

        assertThat(alarms(scores)).isNotEmpty().allMatch(i -> i >= 2_000 && i < 2_010);
        assertThat(AnomalyScore.ongoing(memory)).isFalse();
    }

    @Test
    void aFallFromAConstantIsAnAnomalyToo() {
        List<Double> scores = scores(1_000, FIVE_MINUTES, i -> i < 600 ? 40 : 12);

        assertThat(alarms(scores)).startsWith(600);
    }

    @Test
    void whatComesEveryDayIsUsual() {
        IntToDoubleFunction noise = noise(10, 0.5);
        // A backup from 2 to 3 o'clock, for three weeks; and once at noon.
        List<Double> scores = scores(
                288 * 21,
                FIVE_MINUTES,
                i -> noise.applyAsDouble(i) + (hour(i) == 2 || i / 288 == 18 && hour(i) == 12 ? 20 : 0));

        assertThat(alarms(scores))
                .filteredOn(i -> i >= 288 * 3)
                .isNotEmpty()
                .allMatch(i -> i / 288 >= 18 && i / 288 <= 19 && hour(i) == 12);
    }

    private static long hour(int i) {
        return (START + i * FIVE_MINUTES) / 3_600_000 % 24;
    }

    @Test
    void aFastSeriesIsSeenByTheMinute() {
        IntToDoubleFunction noise = noise(50, 3);
        // Every second, for six hours; single seconds are out, then two minutes are.
        List<Double> scores = scores(
                21_600, 1_000, i -> noise.applyAsDouble(i) + (i % 1_200 == 7 || i >= 18_000 && i < 18_120 ? 40 : 0));

        assertThat(alarms(scores)).isNotEmpty().allMatch(i -> i >= 18_000 && i < 18_300);
    }

    @Test
    void goesOnFromASavedMemoryAsIfNothingHadHappened() {
        double[] values = IntStream.range(0, 3_000)
                .mapToDouble(noise(5, 1))
                .map(v -> v > 7.5 ? v * v : v)
                .toArray();
        List<Double> whole = scores(values.length, 61_000, i -> values[i]);

        double[] saved = new double[AnomalyScore.SLOTS];
        for (int i = 0; i < values.length; i++) {
            saved = saved.clone();
            assertThat(new AnomalyScore(CUT).observe(saved, START + i * 61_000L, values[i]))
                    .isEqualTo(whole.get(i));
        }
        assertThat(saved).isEqualTo(memory);
        assertThat(whole).anyMatch(s -> s > 0);
    }

    @Test
    void passesOverWhatIsNoNumberAndKeepsWhatItKnew() {
        IntToDoubleFunction noise = noise(50, 3);
        scores(1_000, FIVE_MINUTES, noise);
        double[] before = memory.clone();
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(score.observe(memory, START + 1_000 * FIVE_MINUTES, none))
                    .isZero();
        }
        assertThat(memory).isEqualTo(before).doesNotContain(Double.NaN);
    }

    @Test
    void standsGapsAndAClockThatIsSetBack() {
        Random random = new Random(3);
        long time = START;
        for (int i = 0; i < 20_000; i++) {
            time += random.nextInt(100) == 0 ? (random.nextInt(7) - 3) * 3_600_000L : 10_000;
            assertThat(score.observe(memory, time, 50 + random.nextGaussian())).isBetween(0.0, 1.0);
        }
        assertThat(Arrays.stream(memory)).allMatch(Double::isFinite);
    }

    @Test
    void standsTheLargestNumbers() {
        Random random = new Random(4);
        for (double s : scores(3_000, FIVE_MINUTES, i -> (random.nextDouble() - 0.5) * Double.MAX_VALUE)) {
            assertThat(s).isBetween(0.0, 1.0);
        }
    }

    @Test
    void itsMemoryIsSmall() {
        assertThat(AnomalyScore.SLOTS).isLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void refusesACutThatMakesNoSense(double cut) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnomalyScore(cut))
                .withMessageContaining(Double.toString(cut));
    }
}
