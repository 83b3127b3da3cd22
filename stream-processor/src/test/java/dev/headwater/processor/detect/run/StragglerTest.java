package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.processor.detect.Finding;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StragglerTest {

    /** Four ranks; batches of so many steps of each rank, one rank after the other. */
    private static RunScript ranks(long seed, int steps, int slowFrom, int slowTo, double times, int batch) {
        Random random = new Random(seed);
        RunScript run = new RunScript();
        for (int from = 0; from < steps; from += batch) {
            for (int rank = 0; rank < 4; rank++) {
                for (int step = from; step < Math.min(steps, from + batch); step++) {
                    boolean slow = rank == 2 && step >= slowFrom && step < slowTo;
                    boolean hiccup = random.nextInt(60) == 0;
                    double shared = step > 300 ? 2 : 1;
                    run.later(1)
                            .rank(
                                    rank,
                                    "train",
                                    "step_time",
                                    step,
                                    0.5
                                            * shared
                                            * (slow ? times : 1)
                                            * (hiccup ? 4 : 1)
                                            * Math.exp(0.1 * random.nextGaussian()));
                }
            }
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 64, 200})
    void aRankThatIsSlowerThanItsPeersIsFoundWithinThreeBlocks(int batch) {
        List<Finding> found = ranks(1, 600, 200, 400, 1.5, batch).played(Straggler.DEFINITION, 1000);

        assertThat(found)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.subject().label()).isEqualTo("Rank 2"));
        assertThat(found.get(0).firstStep()).isBetween(240L, 260L + batch);
        assertThat(found)
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(AnomalyState.RESOLVED));
    }

    @Test
    void ranksThatSlowDownTogetherAreNoStragglers() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(ranks(seed, 1000, 0, 0, 1, 50).played(Straggler.DEFINITION, 1000))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @Test
    void withoutStepTimesTheProgressOfRanksTells() {
        RunScript run = new RunScript();
        for (int tick = 1; tick < 2000; tick++) {
            run.later(100);
            for (int rank = 0; rank < 3; rank++) {
                int every = rank == 1 ? 3 : 2;
                if (tick % every == 0) {
                    run.rank(rank, "", "loss", tick / every, 1);
                }
            }
        }
        assertThat(run.played(Straggler.DEFINITION, 1000))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.subject().label()).isEqualTo("Rank 1"));
    }
}
