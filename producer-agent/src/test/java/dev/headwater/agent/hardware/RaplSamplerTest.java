package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplSamplerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @SuppressWarnings("NullAway.Init")
    private FakeFiles sys;

    @SuppressWarnings("NullAway.Init")
    private RaplSampler sampler;

    @BeforeEach
    void sampler() {
        sys = new FakeFiles(root);
        sampler = new RaplSampler(root, new KernelFile());
    }

    private void zone(String zone, String name, long microjoules) {
        sys.write("class/powercap/" + zone + "/name", name + "\n")
                .write("class/powercap/" + zone + "/max_energy_range_uj", "262143328850\n");
        energy(zone, microjoules);
    }

    private void energy(String zone, long microjoules) {
        sys.write("class/powercap/" + zone + "/energy_uj", microjoules + "\n");
    }

    @Test
    void packagesAndMemoryAreCountedAndNothingTwice() {
        zone("intel-rapl:0", "package-1", 1_000_000);
        zone("intel-rapl:0:0", "core", 500_000);
        zone("intel-rapl:0:1", "dram", 2_000_000);
        zone("intel-rapl:1", "package-0", 0);
        zone("intel-rapl:2", "psys", 9_000_000);
        zone("intel-rapl-mmio:0", "package-0", 0);
        assertThat(Measured.by(sampler, 1)).isEmpty();
        energy("intel-rapl:0", 66_000_000);
        energy("intel-rapl:0:0", 60_000_000);
        energy("intel-rapl:0:1", 7_500_000);
        energy("intel-rapl:1", 40_000_000);
        energy("intel-rapl:2", 99_000_000);
        energy("intel-rapl-mmio:0", 40_000_000);

        assertThat(Measured.by(sampler, 2))
                .containsEntry("package1.energy J", 65.0)
                .containsEntry("dram1.energy J", 5.5)
                .containsEntry("package0.energy J", 40.0)
                .hasSize(3);
    }

    @Test
    void aCounterThatWrapsAroundLosesNothing() {
        zone("intel-rapl:0", "package-0", 262_143_328_850L - 10_000_000);
        Measured.by(sampler, 1);
        energy("intel-rapl:0", 25_000_000);

        assertThat(Measured.by(sampler, 2).get("package0.energy J")).isCloseTo(35, within(1e-6));
    }

    @Test
    void aCounterThatBeganAnewBeforeItsEndIsNoWrap() {
        EnergyCounter counter = new EnergyCounter(100_000);
        counter.since(94_000, 0);
        assertThat(counter.since(0, 1_000_000_000L)).isNaN();
        assertThat(counter.since(200, 2_000_000_000L)).isEqualTo(200);
    }

    @Test
    void aCounterThatBeganAnewInventsNothing() {
        zone("intel-rapl:0", "package-0", 90_000_000_000L);
        Measured.by(sampler, 1);
        energy("intel-rapl:0", 0);
        assertThat(Measured.by(sampler, 2)).isEmpty();
        energy("intel-rapl:0", 3_000_000);
        assertThat(Measured.by(sampler, 3)).containsEntry("package0.energy J", 3.0);
    }

    @Test
    void whatMayNotBeReadIsNotMeasured() {
        // The kernel gives the counters to root alone; a directory in their place cannot be read by root either.
        sys.write("class/powercap/intel-rapl:0/name", "package-0\n");
        sys.directory("class/powercap/intel-rapl:0/energy_uj");

        assertThat(Measured.by(sampler, 1)).isEmpty();
        assertThat(Measured.by(sampler, 2)).isEmpty();
    }

    @Test
    void amdsSensorIsReadWhereThereAreNoZones() {
        sys.write("class/hwmon/hwmon3/name", "amd_energy\n")
                .write("class/hwmon/hwmon3/energy1_label", "Ecore000\n")
                .write("class/hwmon/hwmon3/energy1_input", "1000000\n")
                .write("class/hwmon/hwmon3/energy65_label", "Esocket0\n")
                .write("class/hwmon/hwmon3/energy65_input", "5000000\n");
        Measured.by(sampler, 1);
        sys.write("class/hwmon/hwmon3/energy65_input", "55000000\n");

        assertThat(Measured.by(sampler, 2))
                .containsEntry("package0.energy J", 50.0)
                .hasSize(1);
    }
}
