package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.detect.run.RunSuite;
import dev.headwater.processor.detect.run.RunWatches;
import dev.headwater.processor.store.LiveBudget;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsAtHandTest {

    private static final RunSuite SUITE = new RunSuite(List.of());
    private static final long ONE = watches("any").bytes();

    private final LiveBudget budget = new LiveBudget(3 * ONE);
    private final RunsAtHand runs = new RunsAtHand(budget);

    @Test
    void theRunsHeardOfLatelyStay() {
        for (String runId : List.of("a", "b", "c")) {
            runs.keep(runId, watches(runId));
        }
        assertThat(runs.get("a")).isNotNull();
        runs.keep("d", watches("d"));

        assertThat(runs.get("b")).isNull();
        assertThat(List.of("a", "c", "d"))
                .allSatisfy(runId -> assertThat(runs.get(runId)).isNotNull());
    }

    @Test
    void allTasksTogetherKeepWithinTheBudgetButForTheRunHeardOfLast() {
        RunsAtHand other = new RunsAtHand(budget);
        for (int i = 0; i < 100; i++) {
            runs.keep("run-" + i, watches("run-" + i));
            other.keep("run-" + i, watches("run-" + i));
        }

        assertThat(runs.size() + other.size()).isBetween(3, 4);
        assertThat(runs.get("run-99")).isNotNull();
        assertThat(other.get("run-99")).isNotNull();
    }

    @Test
    void whatIsForgottenMakesRoom() {
        RunsAtHand other = new RunsAtHand(budget);
        for (String runId : List.of("a", "b", "c")) {
            other.keep(runId, watches(runId));
        }
        other.forget("a");
        other.clear();
        for (String runId : List.of("a", "b", "c")) {
            runs.keep(runId, watches(runId));
        }

        assertThat(runs.size()).isEqualTo(3);
        assertThat(other.size()).isZero();
    }

    private static RunWatches watches(String runId) {
        return SUITE.watch(runId);
    }
}
