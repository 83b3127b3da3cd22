package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.HardwareBatch;
import dev.headwater.processor.Guest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Joules of all devices, hosts and ranks add up on the run. */
class EnergyTest {

    private static final String RUN = "activity|run:r";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theEnergyOfARunIsThatOfAllItsDevicesEachSampleOnce() {
        Guest zero = new Guest("r", 0, "boot-a");
        Guest one = new Guest("r", 1, "boot-b");
        bench.send(zero.starts(), one.starts());
        HardwareBatch twice = zero.uses("node-7", "package0", 40, 60.5);
        bench.send(twice, zero.uses("node-7", "gpu0", 300), twice);
        // Rank 0 is gone and rank 1 samples the host that both are on.
        bench.send(one.uses("node-7", "package0", 50), one.uses("node-8", "package0", 7));
        bench.send(zero.samples("node-7", "energy", "power", 1000), zero.logs("", "energy", 0, 5000));
        bench.send(zero.ends(EndStatus.FINISHED), one.ends(EndStatus.FINISHED));

        assertThat(bench.attribute(RUN, "mlp:energy")).isEqualTo(457.5);
        assertThat(bench.attribute("entity|resource:r/node-7/package0/energy", "mlp:sum"))
                .isEqualTo(150.5);
        assertThat(bench.attribute("entity|resource:r/node-7/package0/energy", "mlp:count"))
                .isEqualTo(3L);
        assertThat(bench.attribute("entity|resource:r/node-7/energy/power", "mlp:sum"))
                .isEqualTo("");
    }

    @Test
    void aRunWhoseEnergyNobodyMeasuredSaysNone() {
        Guest guest = new Guest("r");
        bench.send(guest.starts(), guest.samples("node-7", "cpu", "utilization", 0.5), guest.ends(EndStatus.FINISHED));

        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(true);
        assertThat(bench.attribute(RUN, "mlp:energy")).isEqualTo("");
    }

    @Test
    void energyThatArrivesAfterTheEndIsAdded() {
        Guest guest = new Guest("r");
        bench.send(guest.starts(), guest.uses("node-7", "gpu0", 10));
        HardwareBatch late = guest.uses("node-7", "gpu0", 5);
        bench.send(guest.ends(EndStatus.FINISHED));
        assertThat(bench.attribute(RUN, "mlp:energy")).isEqualTo(10.0);
        bench.send(late).wait(Duration.ofSeconds(3));

        assertThat(bench.attribute(RUN, "mlp:energy")).isEqualTo(15.0);
        assertThat(bench.attribute("entity|resource:r/node-7/gpu0/energy", "mlp:sum"))
                .isEqualTo(15.0);
    }

    @Test
    void aRunThatWasLostSaysWhatItUsedUntilThen() {
        Guest guest = new Guest("r");
        bench.send(guest.starts(), guest.uses("node-7", "gpu0", 10)).wait(Duration.ofMinutes(5));

        assertThat(bench.attribute(RUN, "mlp:status")).isEqualTo("LOST");
        assertThat(bench.attribute(RUN, "mlp:energy")).isEqualTo(10.0);
    }
}
