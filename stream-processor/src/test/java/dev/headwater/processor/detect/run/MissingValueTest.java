package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Finding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingValueTest {

    /** Evaluations every 500 steps; from one on, the loss is blank. */
    private static RunScript evaluations(int rows, int blankFrom, int backAt) {
        RunScript run = new RunScript();
        for (int row = 0; row < rows; row++) {
            run.later(60_000).metric("validation", "accuracy", 500L * row, 0.5);
            if (row < blankFrom || row >= backAt) {
                run.metric("validation", "loss", 500L * row, 2.0);
            }
            run.metric("validation", "bleu", 500L * row, 20);
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void aLossThatIsLeftOutTwiceWhileItsCompanionsGoOnMayBeNaN(int batch) {
        List<Finding> found = evaluations(20, 4, 20).played(MissingValue.DEFINITION, batch);

        assertThat(found.get(0).state()).isEqualTo(AnomalyState.OPEN);
        assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(found.get(0).subject().label()).isEqualTo("validation/loss");
        assertThat(found.get(0).subject().used())
                .contains("series:r/validation/loss", "series:r/validation/accuracy", "series:r/validation/bleu");
        // Rows 4 and 5 are missed; that 5 is missed is known when row 6 begins.
        assertThat(found.get(0).firstStep()).isEqualTo(3000);
        assertThat(found.get(0).message()).contains("may be NaN").contains("up to step 2500");
        assertThat(found).noneMatch(finding -> finding.state() == AnomalyState.RESOLVED);
    }

    @Test
    void itIsOverWhenTheLossIsBack() {
        List<Finding> found = evaluations(20, 4, 10).played(MissingValue.DEFINITION);

        assertThat(found).last().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(AnomalyState.RESOLVED);
            assertThat(finding.lastStep()).isNotNull();
        });
    }

    @Test
    void oneMissedRowIsNoSign() {
        assertThat(evaluations(20, 4, 5).played(MissingValue.DEFINITION)).isEmpty();
    }

    /** As in 300 trials of AlgoPerf: step losses end at step 99, evaluations have steps of their own. */
    @Test
    void stepLossesThatEndWhileEvaluationsGoOnAreNoSign() {
        RunScript run = new RunScript();
        for (int step = 0; step < 100; step++) {
            run.later(1000).metric("", "loss", step, 5).metric("", "grad_norm", step, 1);
            if (step == 1) {
                run.metric("", "score", step, 1).metric("", "total_duration", step, 1);
            }
        }
        for (int row = 1; row < 50; row++) {
            run.later(60_000).metric("", "score", 2425L * row, 1).metric("", "total_duration", 2425L * row, 1);
        }
        assertThat(run.played(MissingValue.DEFINITION)).isEmpty();
    }

    @Test
    void anotherLossThatGoesOnMakesItANotice() {
        RunScript run = new RunScript();
        for (int step = 0; step < 50; step++) {
            run.later(1000).metric("train", "total_loss", step, 5).metric("train", "lr", step, 1);
            if (step < 20) {
                run.metric("train", "warmup_loss", step, 5);
            }
        }
        assertThat(run.played(MissingValue.DEFINITION))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
    }

    @Test
    void metricsAtWhateverStepsTheyLikeRaiseNothing() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            RunScript run = new RunScript();
            int every = 1 + random.nextInt(5);
            for (int step = 0; step < 600; step++) {
                run.later(1000).metric("train", "lr", step, 1);
                if (step % every == 0) {
                    run.metric("train", "loss", step, 5);
                }
                if (random.nextInt(4) == 0) {
                    run.metric("train", "accuracy", step, 0.5);
                }
            }
            assertThat(run.played(MissingValue.DEFINITION, 1 + random.nextInt(50)))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }
}
