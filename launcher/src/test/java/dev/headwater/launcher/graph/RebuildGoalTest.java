package dev.headwater.launcher.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebuildGoalTest {

    private final RebuildGoal goal = new RebuildGoal(Map.of("lineage/0", 10L, "lineage/1", 0L, "series/0", 5L));

    @Test
    void aPartitionIsMissingUntilItsWatermarkIsAtTheEnd() {
        assertThat(goal.missing(Map.of())).containsExactly("lineage/0", "series/0");
        assertThat(goal.missing(Map.of("lineage/0", 9L, "series/0", 5L))).containsExactly("lineage/0");
        assertThat(goal.missing(Map.of("lineage/0", 12L, "series/0", 5L))).isEmpty();
    }

    @Test
    void whatCameAfterItBeganDoesNotStandInForWhatWasThere() {
        Map<String, Long> oneFarAhead = Map.of("lineage/0", 1_000L);

        assertThat(goal.missing(oneFarAhead)).containsExactly("series/0");
        assertThat(goal.reached(oneFarAhead)).isEqualTo(10);
        assertThat(goal.records()).isEqualTo(15);
    }

    @Test
    void progressTellsRateAndRest() {
        assertThat(RebuildProgress.line("reading records", 0, 1_000, Duration.ofSeconds(4)))
                .isEqualTo("reading records 0 of 1,000");
        assertThat(RebuildProgress.line("dropping nodes", 250, 1_000, Duration.ofSeconds(5)))
                .isEqualTo("dropping nodes 250 of 1,000, 50/s, 15.0 s left");
        assertThat(RebuildProgress.line("dropping nodes", 1_000, 1_000, Duration.ofSeconds(5)))
                .isEqualTo("dropping nodes 1,000 of 1,000, 200/s");
    }
}
