package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocmToolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SECOND = 1_000_000_000L;
    private static final String TWO_CARDS = """
            WARNING: AMD GPU device(s) is/are in a low-power state. Check power control/runtime_status

            {"card0": {"Temperature (Sensor edge) (C)": "41.0", "Temperature (Sensor junction) (C)": "45.0",
             "mclk clock speed:": "(1600Mhz)", "mclk clock level:": "3", "sclk clock speed:": "(800Mhz)",
             "Average Graphics Package Power (W)": "93.0", "Max Graphics Package Power (W)": "560.0",
             "GPU use (%)": "87", "GFX Activity": "1", "GPU memory use (%)": "12",
             "VRAM Total Memory (B)": "68702699520", "VRAM Total Used Memory (B)": "11014144",
             "Energy counter": "62929744071539", "Accumulated Energy (uJ)": "ENERGY"},
             "card1": {"Temperature (Sensor edge) (C)": "N/A", "Temperature (Sensor junction) (C)": "35.0",
             "Current Socket Graphics Package Power (W)": "131.0", "sclk clock speed:": "132 Mhz",
             "GPU use (%)": "0", "Accumulated Energy (uJ)": "0.0"},
             "system": {"Driver version": "6.2.4"}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path bin;

    private final AtomicLong now = new AtomicLong();
    private RocmTool tool = new RocmTool(Path.of("/proc"), Path.of("/none"), "gpu", 0.005, 0);

    @AfterEach
    void end() {
        tool.close();
    }

    private void says(String script) {
        Path program = new FakeFiles(bin).program("rocm-smi", "echo \"$@\" >> \"$0.args\"\n" + script);
        tool = new RocmTool(Path.of("/proc"), program, "gpu", 0.005, 0);
    }

    private GpuSampler sampler() {
        return new GpuSampler(List.of(tool), new Pace(SECOND, 0.005, 0));
    }

    private Map<String, Double> until(GpuSampler sampler, String expected) {
        Map<String, Double> all = new TreeMap<>();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            all.putAll(Measured.by(sampler, now.incrementAndGet()));
            return all.containsKey(expected);
        });
        return all;
    }

    private List<String> starts() throws IOException {
        Path file = bin.resolve("rocm-smi.args");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void everyCardIsMeasuredWhateverItsReleaseCallsThings() {
        says("sed s/ENERGY/1000000.0/ \"$0.json\"\n");
        new FakeFiles(bin).write("rocm-smi.json", TWO_CARDS);

        assertThat(until(sampler(), "gpu1.power W"))
                .containsEntry("gpu0.utilization 1", 0.87)
                .containsEntry("gpu0.memory_utilization 1", 0.12)
                .containsEntry("gpu0.memory_used By", 11014144.0)
                .containsEntry("gpu0.memory_total By", 68702699520.0)
                .containsEntry("gpu0.power W", 93.0)
                .containsEntry("gpu0.temperature Cel", 41.0)
                .containsEntry("gpu0.clock_sm MHz", 800.0)
                .containsEntry("gpu0.clock_memory MHz", 1600.0)
                .containsEntry("gpu1.power W", 131.0)
                .containsEntry("gpu1.temperature Cel", 35.0)
                .containsEntry("gpu1.clock_sm MHz", 132.0)
                .doesNotContainKey("gpu1.throttled 1");
    }

    @Test
    void energyComesFromTheCounterWhereThereIsOne() {
        says("echo x >> \"$0.n\"; sed s/ENERGY/$(wc -l < \"$0.n\")000000.0/ \"$0.json\"\n");
        new FakeFiles(bin).write("rocm-smi.json", TWO_CARDS);

        assertThat(until(sampler(), "gpu0.energy J")).containsEntry("gpu0.energy J", 1.0);
    }

    @Test
    void itRunsAsRarelyAsTheBudgetDemandsButOnceAMinute() throws IOException {
        says("sed s/ENERGY/1/ \"$0.json\"\n");
        new FakeFiles(bin).write("rocm-smi.json", TWO_CARDS);
        GpuSampler sampler = sampler();
        until(sampler, "gpu0.power W");
        long first = now.get();
        until(sampler, "gpu0.power W");
        // It was started in one sample and read in a later one, a second apart or more: 0.5 % of a minute is 0.3 s.
        assertThat(now.get() - first).isGreaterThanOrEqualTo(59);
        assertThat(starts()).hasSize(2);
    }

    @Test
    void oneThatHangsIsEnded() throws IOException {
        says("exec sleep 600\n");
        tool.poll(0, SECOND);
        Awaitility.await().atMost(PATIENCE).until(() -> starts().size() == 1);
        for (long second = 1; second < 600; second++) {
            tool.poll(second * SECOND, SECOND);
        }
        assertThat(starts()).hasSizeLessThan(12);
        assertThat(tool.readings()).isEmpty();
    }

    @Test
    void nonsenseIsNoReading() {
        says("if [ -e \"$0.again\" ]; then cat \"$0.json\"; else touch \"$0.again\";"
                + " echo '{\"card0\": {\"GPU use (%)\": 7'; fi\n");
        new FakeFiles(bin).write("rocm-smi.json", TWO_CARDS);

        assertThat(until(sampler(), "gpu0.utilization 1")).containsEntry("gpu0.utilization 1", 0.87);
        // It was asked again ten seconds later.
        assertThat(now.get()).isGreaterThan(10);
    }
}
