package dev.headwater.benchmarks.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.headwater.benchmarks.nab.LabelledSeries.Window;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Answers computed by hand from the published definition. */
class SweepTest {

    private static final Offset<Double> EXACTLY = within(1e-5);
    private static final Profile STANDARD = new Profile("standard", 1, 0.11, 1);
    private static final Profile LOW_MISSES = new Profile("reward_low_FN_rate", 1, 0.11, 2);

    /** 20 rows, of which 3 are not scored; one window of 5 rows, 10 to 14. */
    private static final LabelledSeries SERIES = series("folder/file.csv", new Window(10, 14));

    private static LabelledSeries series(String name, Window... windows) {
        return new LabelledSeries(name, new long[20], new double[20], List.of(windows));
    }

    private static double[] alarms(int... rows) {
        double[] scores = new double[20];
        for (int row : rows) {
            scores[row] = 0.5;
        }
        return scores;
    }

    private static double sum(Profile profile, int... rows) {
        return Sweep.of(List.of(SERIES), List.of(alarms(rows)), profile).sum(0.5);
    }

    @Test
    void silenceMissesEveryWindow() {
        assertThat(sum(STANDARD)).isEqualTo(-1);
        assertThat(sum(LOW_MISSES)).isEqualTo(-2);
    }

    @Test
    void aHitIsWorthMoreTheEarlierItIs() {
        assertThat(sum(STANDARD, 10)).isCloseTo(1, EXACTLY);
        // Half a width from the right edge would be 0.848284 / 0.986614; row 12 is 0.6 away, row 14 is 0.2.
        assertThat(sum(STANDARD, 12)).isCloseTo(0.905148 / 0.986614, EXACTLY);
        assertThat(sum(STANDARD, 14)).isCloseTo(0.462117 / 0.986614, EXACTLY);
    }

    @Test
    void onlyTheBestHitInAWindowCounts() {
        assertThat(sum(STANDARD, 12, 13, 14)).isEqualTo(sum(STANDARD, 12));
    }

    @Test
    void aFalseAlarmCostsLessJustAfterAWindow() {
        assertThat(sum(STANDARD, 5)).isCloseTo(-1 - 0.11, EXACTLY);
        assertThat(sum(STANDARD, 5, 6, 7)).isCloseTo(-1 - 3 * 0.11, EXACTLY);
        // Two rows after, of a width of four: half a width.
        assertThat(sum(STANDARD, 16)).isCloseTo(-1 - 0.11 * 0.848284, EXACTLY);
    }

    @Test
    void theFirstRowsAreNotScored() {
        assertThat(sum(STANDARD, 0, 1, 2)).isEqualTo(-1);
        assertThat(sum(STANDARD, 3)).isCloseTo(-1.11, EXACTLY);
    }

    @Test
    void theBestThresholdIsFoundAmongAllScores() {
        double[] scores = new double[20];
        scores[11] = 0.6;
        scores[6] = 0.5;
        scores[10] = 0.4;
        Sweep sweep = Sweep.of(List.of(SERIES), List.of(scores), STANDARD);

        // The left edge gains less than the false alarm on the way to it costs.
        assertThat(sweep.best().threshold()).isEqualTo(0.6);
        assertThat(sweep.sum(0.55)).isEqualTo(sweep.best().sum());
        assertThat(sweep.sum(0.4)).isCloseTo(1 - 0.11, EXACTLY);
        assertThat(sweep.sum(0.7)).isEqualTo(-1);
    }

    @Test
    void isNormalisedBetweenSilenceAndPerfection() {
        for (Profile profile : List.of(STANDARD, LOW_MISSES)) {
            Sweep sweep = Sweep.of(List.of(SERIES), List.of(alarms(10)), profile);
            assertThat(sweep.normalised(sweep.sum(Sweep.NEVER))).isZero();
            assertThat(sweep.normalised(sweep.best().sum())).isCloseTo(100, EXACTLY);
        }
        Sweep half = Sweep.of(
                List.of(SERIES, series("folder/other.csv", new Window(10, 14))),
                List.of(alarms(10), alarms()),
                STANDARD);
        assertThat(half.normalised(half.best().sum())).isCloseTo(50, EXACTLY);
    }

    @Test
    void aFoldIsScoredWithTheThresholdOfTheOthers() {
        // Each finds its own window with another score; with the other's threshold one misses, one alarms too much.
        LabelledSeries one = series("one/file.csv", new Window(10, 14));
        LabelledSeries two = series("two/file.csv", new Window(10, 14));
        double[] high = alarms();
        high[10] = 0.9;
        high[5] = 0.4;
        double[] low = alarms();
        low[10] = 0.3;

        double heldOut = Folds.byFolder(List.of(one, two)).heldOut(List.of(one, two), List.of(high, low), STANDARD);

        assertThat(heldOut).isCloseTo(100 * (2 - 0.11 + 0) / 4, EXACTLY);
    }

    @Test
    void refusesScoresThatAreNone() {
        double[] scores = alarms();
        scores[7] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.of(List.of(SERIES), List.of(scores), STANDARD))
                .withMessageContaining("folder/file.csv: score NaN in row 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.of(List.of(SERIES), List.of(new double[19]), STANDARD))
                .withMessageContaining("20 rows, but 19 scores");
    }
}
