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

/** A program in place of nvidia-smi says what real ones say: rows of recorded form, after which it waits. */
class NvidiaToolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SECOND = 1_000_000_000L;
    private static final String WAIT = "echo $$ >> \"$0.pids\"\nexec sleep 600\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path bin;

    private final AtomicLong now = new AtomicLong();
    private NvidiaTool tool = new NvidiaTool(Path.of("/proc"), Path.of("/none"), new KernelFile(), 0);

    @AfterEach
    void end() {
        tool.close();
    }

    private NvidiaTool says(String script) {
        Path program = new FakeFiles(bin).program("nvidia-smi", "echo \"$@\" >> \"$0.args\"\n" + script);
        tool = new NvidiaTool(Path.of("/proc"), program, new KernelFile(), 0);
        return tool;
    }

    /** Samples every 20 ms of this test as if a second had passed. */
    private Map<String, Double> until(String expected) {
        GpuSampler sampler = new GpuSampler(List.of(tool), new Pace(SECOND, 1, 0));
        Map<String, Double> all = new TreeMap<>();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            all.putAll(Measured.by(sampler, now.incrementAndGet()));
            return all.containsKey(expected);
        });
        return all;
    }

    private List<String> lines(String name) throws IOException {
        Path file = bin.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private List<ProcessHandle> started() throws IOException {
        return lines("nvidia-smi.pids").stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    @Test
    void everyGpuIsMeasured() throws IOException {
        says("echo '0, 97, 41, 70123, 81559, 412.37, 66, 1980, 2619, 0x0000000000000004'\n"
                + "echo '1, 3, 0, 4, 81559, 71.05, 31, 345, 2619, 0x0000000000000001'\n" + WAIT);

        Map<String, Double> measured = until("gpu1.throttled 1");

        assertThat(measured)
                .containsEntry("gpu0.utilization 1", 0.97)
                .containsEntry("gpu0.memory_utilization 1", 0.41)
                .containsEntry("gpu0.memory_used By", 70123.0 * (1 << 20))
                .containsEntry("gpu0.memory_total By", 81559.0 * (1 << 20))
                .containsEntry("gpu0.power W", 412.37)
                .containsEntry("gpu0.temperature Cel", 66.0)
                .containsEntry("gpu0.clock_sm MHz", 1980.0)
                .containsEntry("gpu0.clock_memory MHz", 2619.0)
                .containsEntry("gpu0.throttle_reasons 1", 4.0)
                .containsEntry("gpu0.throttled_power 1", 1.0)
                .containsEntry("gpu1.power W", 71.05)
                .containsEntry("gpu1.throttled 1", 0.0);
        assertThat(lines("nvidia-smi.args")).hasSize(1);
        assertThat(lines("nvidia-smi.args").get(0)).contains("--format=csv,noheader,nounits -lms 1000");
    }

    @Test
    void whatAGpuDoesNotSayIsNotMade() {
        says("echo '0, [N/A], [Not Supported], 912, 6064, [Unknown Error], ERR!, [N/A], , [GPU requires reset]'\n"
                + "echo '1, 5, 0, 1, 2, 3.5, 40, 1000, 2000, [N/A]'\n" + WAIT);

        assertThat(until("gpu1.power W"))
                .containsEntry("gpu0.memory_used By", 912.0 * (1 << 20))
                .doesNotContainKeys("gpu0.utilization 1", "gpu0.power W", "gpu0.temperature Cel", "gpu0.clock_sm MHz")
                .doesNotContainKeys("gpu0.clock_memory MHz", "gpu0.throttled 1", "gpu1.throttled 1");
    }

    @Test
    void aRowThatComesInPiecesIsTakenWhenItIsWhole() {
        says("printf '0, 50, 0, 1, 2, 100.0, 40, 10'\nwhile [ ! -e \"$0.go\" ]; do sleep 0.05; done\n"
                + "echo '00, 2000, 0x0000000000000000'\n" + WAIT);
        GpuSampler sampler = new GpuSampler(List.of(tool), new Pace(SECOND, 1, 0));
        for (int i = 0; i < 5; i++) {
            assertThat(Measured.by(sampler, now.incrementAndGet())).isEmpty();
        }
        new FakeFiles(bin).write("nvidia-smi.go", "");

        assertThat(until("gpu0.clock_sm MHz")).containsEntry("gpu0.clock_sm MHz", 1000.0);
    }

    @Test
    void anOlderDriverIsAskedByTheOlderNameAndWithoutWhatItDoesNotKnow() throws IOException {
        says("case \"$1\" in\n"
                + "*clocks_event_reasons*) echo 'Field \"clocks_event_reasons.active\" is not a valid field to query.'; exit 2;;\n"
                + "*utilization.memory*) echo 'Field \"utilization.memory\" is not a valid field to query.'; exit 2;;\n"
                + "esac\necho '0, 12, 912, 6064, 18.00, 32, 300, 405, 0x0000000000000020'\n" + WAIT);

        assertThat(until("gpu0.throttled_thermal 1"))
                .containsEntry("gpu0.utilization 1", 0.12)
                .containsEntry("gpu0.memory_used By", 912.0 * (1 << 20))
                .containsEntry("gpu0.throttled_thermal 1", 1.0)
                .doesNotContainKey("gpu0.memory_utilization 1");
        assertThat(lines("nvidia-smi.args")).hasSize(3);
        assertThat(lines("nvidia-smi.args").get(2))
                .contains("clocks_throttle_reasons.active")
                .doesNotContain("event");
    }

    @Test
    void aGpuThatFallsOffDoesNotTakeTheOthersAlong() throws IOException {
        says("if [ ! -e \"$0.again\" ]; then touch \"$0.again\"; echo '0, 1, 1, 1, 2, 3, 4, 5, 6, 0x0'\n"
                + "echo 'Unable to determine the device handle for GPU 0000:3B:00.0: GPU is lost.  Reboot the system to"
                + " recover this GPU'\nexit 15\nfi\n"
                + "echo '1, 2, 1, 1, 2, 99, 4, 5, 6, 0x0'\n" + WAIT);

        assertThat(until("gpu1.power W")).containsEntry("gpu0.power W", 3.0).containsEntry("gpu1.power W", 99.0);
        // It was not started again at once, but ten seconds later by the clock of the samples.
        assertThat(now.get()).isGreaterThan(10);
        assertThat(lines("nvidia-smi.args")).hasSize(2);
    }

    @Test
    void oneThatHangsIsEndedAndNotStartedAgainTooSoon() throws IOException {
        says(WAIT);
        long seconds = 0;
        for (tool.poll(0, SECOND); started().isEmpty(); tool.poll(0, SECOND)) {
            Thread.onSpinWait();
        }
        ProcessHandle hanging = started().get(0);
        tool.poll(29 * SECOND, SECOND);
        assertThat(hanging.isAlive()).isTrue();
        tool.poll(31 * SECOND, SECOND);
        Awaitility.await().atMost(PATIENCE).until(() -> !hanging.isAlive());
        for (seconds = 32; seconds < 40; seconds++) {
            tool.poll(seconds * SECOND, SECOND);
        }
        assertThat(lines("nvidia-smi.args")).hasSize(1);
        // An hour of a tool that never answers: a process each ten minutes at most.
        for (; seconds < 3600; seconds++) {
            tool.poll(seconds * SECOND, SECOND);
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !lines("nvidia-smi.pids").isEmpty());
        assertThat(lines("nvidia-smi.args")).hasSizeBetween(1, 12);
        tool.close();
        Awaitility.await().atMost(PATIENCE).until(() -> started().stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void anotherIntervalIsAskedFor() throws IOException {
        says("echo '0, 1, 1, 1, 2, 3, 4, 5, 6, 0x0'\n" + WAIT);
        until("gpu0.power W");
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            tool.poll(now.incrementAndGet() * SECOND, 4 * SECOND);
            return lines("nvidia-smi.args").size() == 2;
        });
        assertThat(lines("nvidia-smi.args").get(1)).endsWith("-lms 4000");
    }

    @Test
    void whatEndsAtOnceCostsLittle() throws IOException {
        says("echo 'No devices were found'\nexit 6\n");
        for (int second = 0; second < 3600; second++) {
            tool.poll(second * SECOND, SECOND);
        }
        assertThat(tool.readings()).isEmpty();
        assertThat(lines("nvidia-smi.args")).hasSizeLessThan(13);
    }

    @Test
    void whatFloodsIsBounded() {
        says("exec yes '0, 1, 1, 1, 2, 3, 4, 5, 6, 0x0'\n");
        until("gpu0.power W");
        long begun = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            tool.poll(now.incrementAndGet() * SECOND, SECOND);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whatTheToolItselfCostsIsKnown() {
        says("echo '0, 1, 1, 1, 2, 3, 4, 5, 6, 0x0'\nwhile [ ! -e \"$0.go\" ]; do sleep 0.05; done\n"
                + "i=0; while :; do i=$((i+1)); done\n");
        until("gpu0.power W");
        assertThat(tool.processorNanos()).isLessThan(200_000_000);
        new FakeFiles(bin).write("nvidia-smi.go", "");
        Awaitility.await().atMost(PATIENCE).until(() -> {
            tool.poll(now.get() * SECOND, SECOND);
            return tool.processorNanos() > 300_000_000;
        });
    }

    @Test
    void withoutAToolOnThePathThereIsNothing() {
        Gpus gpus = new Gpus(Path.of("/proc"), bin + ":/none::\0", new Pace(SECOND, 1, 0));
        assertThat(gpus.join(0)).isEmpty();
        gpus.leave();
        new FakeFiles(bin).program("nvidia-smi", "").toFile();
        new FakeFiles(bin).program("rocm-smi", "").toFile();
        assertThat(gpus.join(0)).hasSize(2);
        gpus.leave();
    }
}
