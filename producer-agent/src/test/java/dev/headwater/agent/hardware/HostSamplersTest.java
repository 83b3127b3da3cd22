package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSamplersTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private final KernelFile text = new KernelFile();

    @SuppressWarnings("NullAway.Init")
    private FakeFiles proc;

    @SuppressWarnings("NullAway.Init")
    private FakeFiles sys;

    @BeforeEach
    void directories() {
        proc = new FakeFiles(root.resolve("proc"));
        sys = new FakeFiles(root.resolve("sys"));
    }

    private NetworkSampler networks() {
        return new NetworkSampler(proc.root(), sys.root(), text);
    }

    private DiskSampler disks() {
        return new DiskSampler(proc.root(), sys.root(), text);
    }

    @Test
    void processorsAreMeasuredBetweenTwoSamplesAndGuestTimeOnce() {
        ProcessorSampler sampler = new ProcessorSampler(proc.root(), text);
        proc.write("stat", "cpu  100 0 100 800 0 0 0 0 90 0\ncpu0 1 2 3\n").write("loadavg", "1.50 1.0 0.5 1/100 1\n");
        assertThat(Measured.by(sampler, 1)).containsOnlyKeys("cpu.load_1m 1");
        proc.write("stat", "cpu  140 0 100 840 10 0 0 10 130 0\n");

        assertThat(Measured.by(sampler, 2))
                .containsEntry("cpu.utilization 1", 0.5)
                .containsEntry("cpu.io_wait 1", 0.1)
                .containsEntry("cpu.load_1m 1", 1.5)
                .hasSize(3);
    }

    @Test
    void idleTimeThatGoesBackGivesNoImpossibleUtilization() {
        ProcessorSampler sampler = new ProcessorSampler(proc.root(), text);
        proc.write("stat", "cpu  100 0 0 800 50 0 0 0 0 0\n");
        Measured.by(sampler, 1);
        proc.write("stat", "cpu  200 0 0 790 40 0 0 0 0 0\n");

        assertThat(Measured.by(sampler, 2))
                .containsEntry("cpu.utilization 1", 1.0)
                .containsEntry("cpu.io_wait 1", 0.0);
    }

    @Test
    void memoryAndSwapAreMeasured() {
        MemorySampler sampler = new MemorySampler(proc.root(), text);
        String memory = "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    600 kB\n";
        proc.write("meminfo", memory + "SwapCached: 7 kB\nSwapTotal:  300 kB\nSwapFree:  100 kB\n");
        assertThat(Measured.by(sampler, 1))
                .containsEntry("memory.used By", 400.0 * 1024)
                .containsEntry("memory.available By", 600.0 * 1024)
                .containsEntry("swap.used By", 200.0 * 1024)
                .hasSize(3);
        proc.write("meminfo", memory + "SwapTotal:  0 kB\nSwapFree:  0 kB\n");
        assertThat(Measured.by(sampler, 2)).hasSize(2);
    }

    @Test
    void bytesOfADiskAreCountedOnceHoweverManyLayersLieOnIt() {
        sys.directory("block/sda/slaves").directory("block/nvme0n1/slaves");
        sys.directory("block/dm-0/slaves/sda").directory("block/md0/slaves/nvme0n1");
        sys.directory("block/loop0").directory("block/zram0");
        String before = "   8 0 sda 1 0 10 0 1 0 20 0 0 0 0\n   8 1 sda1 1 0 10 0 1 0 20 0 0 0 0\n";
        String others = "   7 0 loop0 1 0 9 0 1 0 9 0\n 253 0 dm-0 1 0 10 0 1 0 20 0\n   9 0 md0 1 0 1 0 1 0 1 0\n"
                + " 252 0 zram0 1 0 9 0 1 0 9 0\n 259 0 nvme0n1 1 0 0 0 1 0 0 0\n";
        DiskSampler sampler = disks();
        proc.write("diskstats", before + others);
        assertThat(Measured.by(sampler, 1)).isEmpty();
        proc.write("diskstats", before.replace(" 10 0", " 12 0").replace(" 20 0", " 24 0") + others);

        assertThat(Measured.by(sampler, 3))
                .containsEntry("disk.sda.read By/s", 512.0)
                .containsEntry("disk.sda.written By/s", 1024.0)
                .containsEntry("disk.nvme0n1.read By/s", 0.0)
                .containsEntry("disk.nvme0n1.written By/s", 0.0)
                .hasSize(4);
    }

    @Test
    void withoutSysDisksAreKnownByTheirNames() {
        DiskSampler sampler = disks();
        String table = " 8 0 sda 1 0 10 0 1 0 20 0\n 8 1 sda1 1 0 10 0 1 0 20 0\n 253 0 dm-0 1 0 10 0 1 0 20 0\n";
        proc.write("diskstats", table);
        Measured.by(sampler, 1);

        assertThat(Measured.by(sampler, 2)).containsOnlyKeys("disk.sda.read By/s", "disk.sda.written By/s");
    }

    @Test
    void bytesOfANetworkAreCountedOnceHoweverManyInterfacesPassThemOn() {
        sys.directory("class/net/eth0/device").directory("class/net/eth1/device");
        sys.directory("class/net/bond0/bonding").directory("class/net/veth1").directory("class/net/docker0/bridge");
        String head = "Inter-|   Receive                  |  Transmit\n face |bytes    packets errs|bytes\n";
        String row = ": %d 0 0 0 0 0 0 0 %d 0 0 0 0 0 0 0\n";
        NetworkSampler sampler = networks();
        proc.write("net/dev", head + table(row, 1000, 2000));
        assertThat(Measured.by(sampler, 1)).isEmpty();
        proc.write("net/dev", head + table(row, 3000, 2500));

        assertThat(Measured.by(sampler, 3))
                .containsEntry("net.eth0.received By/s", 1000.0)
                .containsEntry("net.eth0.sent By/s", 250.0)
                .containsEntry("net.eth1.received By/s", 1000.0)
                .containsEntry("net.eth1.sent By/s", 250.0)
                .hasSize(4);
    }

    private static String table(String row, long received, long sent) {
        StringBuilder table = new StringBuilder();
        for (String name : new String[] {"    lo", "  eth0", "  eth1", " bond0", " veth1", "docker0"}) {
            table.append(name).append(String.format(row, received, sent));
        }
        return table.toString();
    }

    @Test
    void inAContainerTheInterfaceWithoutHardwareIsMeasured() {
        sys.directory("class/net/eth0").directory("class/net/lo");
        NetworkSampler sampler = networks();
        proc.write("net/dev", "head\n  lo: 5 0 0 0 0 0 0 0 5 0\n  eth0:1000 0 0 0 0 0 0 0 2000 0\n");
        Measured.by(sampler, 1);
        proc.write("net/dev", "head\n  lo: 9 0 0 0 0 0 0 0 9 0\n  eth0:1500 0 0 0 0 0 0 0 2000 0\n");

        assertThat(Measured.by(sampler, 2))
                .containsEntry("net.eth0.received By/s", 500.0)
                .containsEntry("net.eth0.sent By/s", 0.0)
                .hasSize(2);
    }

    @Test
    void aCounterThatBeginsAnewMeasuresNothingOnce() {
        NetworkSampler sampler = networks();
        String row = "  eth0: %d 0 0 0 0 0 0 0 7 0\n";
        proc.write("net/dev", String.format(row, 4_294_967_000L));
        Measured.by(sampler, 1);
        proc.write("net/dev", String.format(row, 100));
        assertThat(Measured.by(sampler, 2)).doesNotContainKey("net.eth0.received By/s");
        proc.write("net/dev", String.format(row, 300));
        assertThat(Measured.by(sampler, 3)).containsEntry("net.eth0.received By/s", 200.0);
    }

    @Test
    void aDeviceThatComesLaterIsMeasuredFromThen() {
        NetworkSampler sampler = networks();
        proc.write("net/dev", "  eth0: 1 0 0 0 0 0 0 0 7 0\n");
        Measured.by(sampler, 1);
        proc.write("net/dev", "  eth1: 5 0 0 0 0 0 0 0 7 0\n  eth0: 2 0 0 0 0 0 0 0 7 0\n");
        assertThat(Measured.by(sampler, 2)).containsOnlyKeys("net.eth0.received By/s", "net.eth0.sent By/s");
        assertThat(Measured.by(sampler, 3)).hasSize(4);
    }

    @Test
    void whereThereIsNoProcNothingIsMeasured() {
        Path none = root.resolve("none");
        assertThat(Measured.by(new ProcessorSampler(none, text), 1)).isEmpty();
        assertThat(Measured.by(new MemorySampler(none, text), 1)).isEmpty();
        assertThat(Measured.by(disks(), 1)).isEmpty();
        assertThat(Measured.by(networks(), 1)).isEmpty();
        assertThat(Measured.by(new RaplSampler(none, text), 1)).isEmpty();
        assertThat(Measured.by(new ProcessSampler(none, 1, 1, "process"), 1)).isEmpty();
    }
}
