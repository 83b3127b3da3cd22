package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final double BUDGET = 0.005;

    private final Pace pace = new Pace(SECOND, BUDGET, 0);
    private long now;

    /** Samples for so many seconds; the processor time spent. */
    private long sample(long seconds, long cost) {
        long spent = 0;
        for (long end = now + seconds * SECOND; now < end; now += pace.intervalNanos()) {
            pace.pay(cost, now);
            spent += cost;
        }
        return spent;
    }

    @Test
    void aCheapSampleIsTakenAsOftenAsWanted() {
        sample(600, 1_000_000);
        assertThat(pace.intervalNanos()).isEqualTo(SECOND);
    }

    @Test
    void oneSlowSampleChangesNothing() {
        sample(5, 1_000_000);
        pace.pay(100_000_000, now);
        sample(60, 1_000_000);
        assertThat(pace.intervalNanos()).isEqualTo(SECOND);
    }

    @Test
    void anExpensiveSampleIsTakenAsRarelyAsTheBudgetDemands() {
        long spent = sample(3600, 18_000_000);

        // 18 ms of every 4 s are within 0.5 %, of every 2 s are not.
        assertThat(pace.intervalNanos()).isIn(4 * SECOND, 2 * SECOND);
        assertThat((double) spent / now).isLessThan(1.1 * BUDGET);
    }

    @Test
    void itReturnsWhenSamplesAreCheapAgain() {
        sample(300, 40_000_000);
        assertThat(pace.intervalNanos()).isGreaterThan(4 * SECOND);
        sample(1800, 1_000_000);
        assertThat(pace.intervalNanos()).isEqualTo(SECOND);
    }

    @Test
    void itNeverWaitsLongerThanAMinute() {
        sample(7200, 3 * SECOND);
        assertThat(pace.intervalNanos()).isEqualTo(60 * SECOND);
    }

    @Test
    void itDoesNotSwingForEver() {
        List<Long> intervals = new ArrayList<>();
        for (int minute = 0; minute < 240; minute++) {
            sample(60, 18_000_000);
            intervals.add(pace.intervalNanos());
        }
        long changes = 0;
        for (int i = 181; i < 240; i++) {
            changes += intervals.get(i).equals(intervals.get(i - 1)) ? 0 : 1;
        }
        // In the fourth hour.
        assertThat(changes).isLessThanOrEqualTo(10);
    }
}
