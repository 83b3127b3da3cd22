package dev.headwater.processor.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepsTest {

    private final Steps steps = new Steps();

    private void log(int rank, long... logged) {
        steps.add(rank, Points.of(logged, new long[logged.length], new double[logged.length]));
    }

    @Test
    void stepsThatRiseAreNeitherRepeatedNorBack() {
        log(0, 0, 1, 5);
        log(0, 6, 10);

        assertThat(steps.repeated()).isZero();
        assertThat(steps.back()).isZero();
    }

    @Test
    void aResumeFromACheckpointGoesBackOnceAndRepeatsWhatItLogsAgain() {
        log(0, 98, 99, 100, 101, 102);
        log(0, 100, 101, 102, 103);

        assertThat(steps.back()).isEqualTo(1);
        assertThat(steps.repeated()).isEqualTo(3);
    }

    @Test
    void theSameStepTwiceIsRepeatedButNotBack() {
        log(0, 1, 1, 2);

        assertThat(steps.repeated()).isEqualTo(1);
        assertThat(steps.back()).isZero();
    }

    @Test
    void ranksThatLogTheSameStepsDoNotRepeatEachOther() {
        log(0, 0, 1, 2);
        log(1, 0, 1, 2);
        log(0, 3);
        log(1, 3, 2);

        assertThat(steps.repeated()).isEqualTo(1);
        assertThat(steps.back()).isEqualTo(1);
    }

    @Test
    void goesOnWhereItWas() {
        log(3, 10, 11);
        Steps revived = new Steps(steps.ranks(), steps.repeated(), steps.back());
        revived.add(3, Points.of(new long[] {10}, new long[1], new double[1]));

        assertThat(revived.back()).isEqualTo(1);
        assertThat(revived.repeated()).isEqualTo(1);
    }

    @Test
    void keepsBooksOfAFixedNumberOfRanks() {
        for (int rank = 0; rank < 1000; rank++) {
            log(rank, 5, 4);
        }

        assertThat(steps.ranks()).hasSize(3 * Steps.MOST_RANKS);
        assertThat(steps.back()).isEqualTo(Steps.MOST_RANKS);
    }
}
