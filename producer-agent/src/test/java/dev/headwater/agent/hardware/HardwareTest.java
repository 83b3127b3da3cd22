package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardwareTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path proc;

    private static Map<String, Double> sample(Sampler sampler, long nanos) {
        Map<String, Double> measured = new TreeMap<>();
        sampler.sample(
                nanos, (device, quantity, unit, value) -> measured.put(device + "." + quantity + " " + unit, value));
        return measured;
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(file, text);
    }

    @Test
    void theHostIsMeasuredAsRatesBetweenTwoSamples() throws IOException {
        write("stat", "cpu  100 0 100 800 0 0 0 0 0 0\n");
        write("loadavg", "1.50 1.0 0.5 1/100 1\n");
        write("meminfo", "MemTotal:       1000 kB\nMemAvailable:    600 kB\n");
        write("diskstats", "   8 0 sda 1 0 10 0 1 0 20 0 0 0 0\n   8 1 sda1 1 0 10 0 1 0 20 0 0 0 0\n");
        write("net/dev", "head\n  lo: 5 0 0 0 0 0 0 0 5 0\n  eth0: 1000 0 0 0 0 0 0 0 2000 0\n");
        HostSampler host = new HostSampler(proc);
        sample(host, 1_000_000_000L);
        write("stat", "cpu  150 0 100 850 0 0 0 0 0 0\n");
        write("diskstats", "   8 0 sda 1 0 12 0 1 0 24 0 0 0 0\n");
        write("net/dev", "  eth0: 3000 0 0 0 0 0 0 0 2500 0\n");

        assertThat(sample(host, 3_000_000_000L))
                .containsEntry("cpu.utilization 1", 0.5)
                .containsEntry("cpu.load_1m 1", 1.5)
                .containsEntry("memory.used By", 400.0 * 1024)
                .containsEntry("memory.available By", 600.0 * 1024)
                .containsEntry("disk.sda.read By/s", 512.0)
                .containsEntry("disk.sda.written By/s", 1024.0)
                .containsEntry("net.eth0.received By/s", 1000.0)
                .containsEntry("net.eth0.sent By/s", 250.0)
                .hasSize(8);
    }

    @Test
    void whereThereIsNoProcNothingIsMeasured() {
        assertThat(sample(new HostSampler(proc.resolve("none")), 0)).isEmpty();
    }

    @Test
    void thisProcessHasMemoryAndThreads() {
        ProcessSampler process =
                new ProcessSampler(Path.of("/proc"), ProcessHandle.current().pid(), 2);
        sample(process, 1);

        assertThat(sample(process, 1_000_000_000L))
                .containsKeys("process.utilization 1", "process.rss By", "process.threads 1");
        assertThat(sample(new JvmSampler(), 1)).containsKey("jvm.heap_used By");
    }
}
