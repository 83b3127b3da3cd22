package dev.headwater.processor.detect.alert;

import static dev.headwater.processor.detect.Curves.LOSS;
import static dev.headwater.processor.detect.Curves.curve;
import static dev.headwater.processor.detect.Curves.flat;
import static dev.headwater.processor.detect.Curves.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Curves;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.detect.alert.AlertCondition.Change;
import dev.headwater.processor.detect.alert.AlertCondition.Deviation;
import dev.headwater.processor.detect.alert.AlertCondition.Direction;
import dev.headwater.processor.detect.alert.AlertCondition.Threshold;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertTest {

    private static Alert alert(AlertCondition condition) {
        return Alert.metric("mine", "train/loss", condition, Severity.WARNING);
    }

    private static List<Finding> watch(AlertCondition condition, double... values) {
        return Curves.watch(alert(condition).detector(), LOSS, values);
    }

    @Test
    void aThresholdIsRaisedAtThePointThatCompletesTheCount() {
        List<Finding> found = watch(new Threshold(Direction.UP, 5, 3), join(flat(10, 4), flat(5, 6), flat(5, 5)));

        assertThat(found).extracting(Finding::state).containsExactly(AnomalyState.OPEN, AnomalyState.RESOLVED);
        assertThat(found.get(0).firstStep()).isEqualTo(12);
        assertThat(found.get(0).rule().name()).isEqualTo("alert:mine");
        assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(found.get(0).message()).isEqualTo("train/loss is 6.000, above 5.000 at step 12");
        assertThat(found.get(0).rule().expected()).isEqualTo("The value is not above 5 for 3 points in a row.");
    }

    @Test
    void aThresholdBelowIsNotRaisedByPointsThatAreNotInARow() {
        assertThat(watch(new Threshold(Direction.DOWN, 5, 3), curve(100, i -> i % 3 == 2 ? 6 : 4)))
                .isEmpty();
        assertThat(watch(new Threshold(Direction.DOWN, 5, 1), 6, 4)).hasSize(1);
    }

    @Test
    void aValueThatFlickersAboutTheBoundIsOneFinding() {
        assertThat(watch(new Threshold(Direction.UP, 5, 2), join(flat(2, 6), curve(20, i -> i % 2 == 0 ? 4 : 6))))
                .hasSize(1);
    }

    @Test
    void aChangeComparesWithTheMeanOfThePointsBefore() {
        Change change = new Change(Direction.UP, 50, 4);
        assertThat(watch(change, 9, 11, 10, 10, 15)).isEmpty();
        List<Finding> found = watch(change, 9, 11, 10, 10, 15.1);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).firstStep()).isEqualTo(4);
        assertThat(found.get(0).score()).isBetween(50.9, 51.1);
        assertThat(watch(change, 9, 11, 10, 10, 4)).isEmpty();
        assertThat(watch(new Change(Direction.EITHER, 50, 4), 9, 11, 10, 10, 4)).hasSize(1);
        assertThat(watch(new Change(Direction.DOWN, 50, 4), -9, -11, -10, -10, -16))
                .hasSize(1);
    }

    @Test
    void aDeviationComparesWithTheSpreadOfThePointsBefore() {
        Random random = new Random(7);
        double[] noise = curve(200, i -> 3 + 0.1 * random.nextGaussian());
        Deviation deviation = new Deviation(Direction.EITHER, 6, 50);
        assertThat(watch(deviation, noise)).isEmpty();
        List<Finding> found = watch(deviation, join(noise, flat(1, 2), noise));
        assertThat(found).extracting(Finding::state).containsExactly(AnomalyState.OPEN, AnomalyState.RESOLVED);
        assertThat(found.get(0).firstStep()).isEqualTo(200);
    }

    @Test
    void aConstantSeriesHasAScaleAndTheScoreAnEnd() {
        assertThat(watch(new Deviation(Direction.EITHER, 6, 10), flat(100, 0.3)))
                .isEmpty();
        List<Finding> found = watch(new Deviation(Direction.EITHER, 6, 10), join(flat(20, 0), flat(1, 1e300)));
        assertThat(found).hasSize(1);
        assertThat(found.get(0).score()).isEqualTo(1e9);
    }

    @Test
    void valuesThatAreNoNumbersArePassedOver() {
        double[] values = {6, Double.NaN, 6, Double.POSITIVE_INFINITY, 6};
        assertThat(watch(new Threshold(Direction.UP, 5, 3), values)).hasSize(1);
        assertThat(watch(new Change(Direction.UP, 50, 3), join(values, flat(1, 10))))
                .hasSize(1);
    }

    @Test
    void whereBatchesEndMakesNoDifference() {
        Random random = new Random(11);
        double[] values = curve(300, i -> 3 + random.nextGaussian() + (i % 50 == 49 ? 8 : 0));
        for (AlertCondition condition : List.of(
                new Threshold(Direction.UP, 4, 2),
                new Change(Direction.UP, 100, 7),
                new Deviation(Direction.EITHER, 4, 20))) {
            Suite suite = new Suite(List.of(alert(condition).detector()));
            List<Finding> whole = Curves.watchInBatches(suite, LOSS, 300, values);
            assertThat(whole).hasSizeGreaterThan(2);
            assertThat(Curves.watchInBatches(suite, LOSS, 1, values)).isEqualTo(whole);
            assertThat(Curves.watchInBatches(suite, LOSS, 7, values)).isEqualTo(whole);
        }
    }

    @Test
    void aGlobChoosesTheSeries() {
        AlertCondition condition = new Threshold(Direction.UP, 5, 3);
        SeriesName plain = SeriesName.metric("r", "loss", "");
        SeriesName power = new SeriesName("resource:r/h/gpu0/power", true, "power", "gpu0", "h", "W");
        assertThat(Alert.metric("a", "*loss", condition, Severity.INFO)
                        .detector()
                        .watches(plain))
                .isTrue();
        assertThat(Alert.metric("a", "*/loss", condition, Severity.INFO)
                        .detector()
                        .watches(plain))
                .isFalse();
        assertThat(Alert.metric("a", "*", condition, Severity.INFO).detector().watches(power))
                .isFalse();
        assertThat(Alert.hardware("a", "*/gpu?/power", condition, Severity.INFO)
                        .detector()
                        .watches(power))
                .isTrue();
        assertThat(Glob.matches("a*b*c", "aXbYbc")).isTrue();
        assertThat(Glob.matches("a*b*c", "aXbYcd")).isFalse();
        assertThat(Glob.matches("", "a")).isFalse();
        assertThat(Glob.matches("**", "")).isTrue();
    }

    @Test
    void anotherDefinitionIsAnotherSetting() {
        assertThat(alert(new Threshold(Direction.UP, 5, 3)).detector().rule().settings())
                .hasSize(12)
                .isNotEqualTo(alert(new Threshold(Direction.UP, 5, 4))
                        .detector()
                        .rule()
                        .settings());
    }

    @Test
    void nonsenseIsRefusedWithWhatWouldMakeSense() {
        assertThatThrownBy(() -> new Threshold(Direction.UP, Double.NaN, 3)).hasMessageContaining("not NaN");
        assertThatThrownBy(() -> new Threshold(Direction.EITHER, 1, 3)).hasMessageContaining("UP (above)");
        assertThatThrownBy(() -> new Change(Direction.UP, 0, 3)).hasMessageContaining("not 0.0");
        assertThatThrownBy(() -> new Deviation(Direction.UP, 3, 1)).hasMessageContaining("from 2 to 1000, not 1");
        AlertCondition condition = new Threshold(Direction.UP, 5, 3);
        assertThatThrownBy(() -> Alert.metric("a b", "loss", condition, Severity.INFO))
                .hasMessageContaining("not 'a b'");
        assertThatThrownBy(() -> Alert.metric("a", " ", condition, Severity.INFO))
                .hasMessageContaining("not ' '");
    }
}
