package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HearingTest {

    private static final long LEASE = 60_000;
    private static final long BEGIN = 1_000_000_000;

    private final Hearing hearing = new Hearing(BEGIN);

    /** Ticks every second until then, while a record of this age arrives each time; a negative age means that none does. */
    private long tick(long from, long seconds, long age) {
        long now = from;
        for (long i = 0; i < seconds; i++) {
            now += 1000;
            if (age >= 0) {
                hearing.arrived(now, now - age);
            }
            hearing.tick(now);
        }
        return now;
    }

    @Test
    void silenceIsLongerThanTheLease() {
        long now = tick(BEGIN, 60, 0);
        assertThat(hearing.silent(BEGIN, LEASE, now)).isFalse();
        assertThat(hearing.silent(BEGIN, LEASE, tick(now, 1, 0))).isTrue();
    }

    @Test
    void whatWasSilentWhileThisProcessWasDownHasItsLeaseAgain() {
        long heardAnHourAgo = BEGIN - 3_600_000;
        assertThat(hearing.silent(heardAnHourAgo, LEASE, tick(BEGIN, 60, -1))).isFalse();
        assertThat(hearing.silent(heardAnHourAgo, LEASE, tick(BEGIN + 60_000, 1, -1)))
                .isTrue();
    }

    @Test
    void whileThisProcessStoodStillItHeardNothing() {
        long now = tick(BEGIN, 10, 0) + 600_000;
        hearing.tick(now);
        assertThat(hearing.silent(BEGIN + 10_000, LEASE, now)).isFalse();
        assertThat(hearing.silent(BEGIN + 10_000, LEASE, tick(now, 61, 0))).isTrue();
    }

    @Test
    void aBacklogThatIsWorkedOffMayHoldWhatIsWaitedFor() {
        long now = BEGIN;
        for (int age = 7_200_000; age > 60_000; age -= 20_000) {
            now = tick(now, 1, age);
            assertThat(hearing.silent(BEGIN, LEASE, now)).as("age " + age).isFalse();
        }
        assertThat(hearing.silent(BEGIN, LEASE, tick(now, 1, 0))).isTrue();
    }

    @Test
    void aSlowClockIsNoBacklog() {
        long now = tick(BEGIN, 100, 0);
        now = tick(now, 62, 3_600_000);
        assertThat(hearing.silent(BEGIN + 100_000, LEASE, now)).isTrue();
    }

    @Test
    void oneSlowClockAmongOthersDoesNotMatter() {
        long now = tick(BEGIN, 61, 0);
        hearing.arrived(now, now);
        hearing.arrived(now, now - 3_600_000);
        hearing.tick(now);
        assertThat(hearing.silent(BEGIN, LEASE, now)).isTrue();
    }
}
