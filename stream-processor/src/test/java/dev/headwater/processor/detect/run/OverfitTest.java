package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Finding;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverfitTest {

    private static RunScript run(int rows, IntToDoubleFunction training, IntToDoubleFunction validation) {
        RunScript run = new RunScript();
        for (int row = 0; row < rows; row++) {
            run.later(60_000)
                    .metric("train", "loss", 100L * row, training.applyAsDouble(row))
                    .metric("validation", "loss", 100L * row, validation.applyAsDouble(row));
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aValidationLossThatRisesWhileTrainingFallsIsANoticeAndThenAWarning(int batch) {
        List<Finding> found = run(
                        40, row -> 2 * Math.exp(-row / 10.0), row -> row < 10 ? 2 - 0.1 * row : 1.1 + 0.02 * (row - 9))
                .played(Overfit.DEFINITION, batch);

        assertThat(found).hasSizeGreaterThanOrEqualTo(2);
        assertThat(found.get(0).state()).isEqualTo(AnomalyState.OPEN);
        assertThat(found.get(0).severity()).isEqualTo(Severity.INFO);
        // The best of 1.1 is left 10 % behind at row 15 (1.22); medians of three are a row late, and three are in a row
        // then.
        assertThat(found.get(0).firstStep()).isBetween(1700L, 1900L);
        assertThat(found).anySatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
        assertThat(found.get(0).subject().used()).containsExactly("series:r/validation/loss", "series:r/train/loss");
    }

    @Test
    void aNewBestIsItsEnd() {
        List<Finding> found = run(60, row -> 2 * Math.exp(-row / 10.0), row -> row < 10 ? 2 : row < 20 ? 3 : 1.5)
                .played(Overfit.DEFINITION);

        assertThat(found)
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(AnomalyState.RESOLVED));
    }

    @Test
    void aGapThatDoesNotGrowIsNoSign() {
        assertThat(run(100, row -> Math.exp(-row / 10.0), row -> 1 + Math.exp(-row / 10.0))
                        .played(Overfit.DEFINITION))
                .isEmpty();
    }

    @Test
    void aLossThatRisesWithItsTrainingLossIsAnotherRulesAffair() {
        assertThat(run(100, row -> 1 + row, row -> 2 + row).played(Overfit.DEFINITION))
                .isEmpty();
    }

    @Test
    void healthyNoisyRunsRaiseNoWarning() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Finding> found = run(
                            200,
                            row -> (0.5 + 2 * Math.exp(-row / 30.0)) * Math.exp(0.05 * random.nextGaussian()),
                            row -> (0.8 + 2 * Math.exp(-row / 30.0)) * Math.exp(0.05 * random.nextGaussian()))
                    .played(Overfit.DEFINITION, 1 + random.nextInt(50));
            assertThat(found).as("seed " + seed).noneMatch(finding -> finding.severity() != Severity.INFO);
        }
    }

    @Test
    void stepLossesWithoutContextStandForTheTrainingLoss() {
        RunScript run = new RunScript();
        for (int step = 0; step < 400; step++) {
            run.later(1000).metric("", "loss", step, 2 * Math.exp(-step / 100.0));
            if (step % 10 == 9) {
                run.metric("", "val_loss", step, step < 100 ? 2 - 0.01 * step : 1 + 0.002 * (step - 99));
            }
        }
        assertThat(run.played(Overfit.DEFINITION)).isNotEmpty();
    }
}
