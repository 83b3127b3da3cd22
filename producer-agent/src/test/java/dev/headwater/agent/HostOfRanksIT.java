package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.agent.hardware.Hardware;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.RunEnded;
import dev.headwater.schemas.Columns;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class HostOfRanksIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /** A sample as it arrived; once, however often it arrived. */
    private record Sample(int rank, String bootId, String device, String quantity, long time) {}

    private final KafkaServer kafka;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private long microjoules = 1_000_000_000;

    HostOfRanksIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void host() throws IOException, ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
        Path zone = Files.createDirectories(home.resolve("sys/class/powercap/intel-rapl:0"));
        Files.writeString(zone.resolve("name"), "package-0\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), "262143328850\n");
        useEnergy();
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path tool = Files.writeString(
                bin.resolve("nvidia-smi"),
                "#!/bin/sh\necho $$ >> \"$0.pids\"\n"
                        + "while :; do echo '0, 97, 41, 9, 81559, 100.00, 66, 1980, 2619, 0x4'; sleep 0.2; done\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    /** A joule more; readers never see half a number. */
    private void useEnergy() throws IOException {
        microjoules += 1_000_000;
        Path zone = home.resolve("sys/class/powercap/intel-rapl:0");
        Path written = Files.writeString(zone.resolve("new"), microjoules + "\n");
        Files.move(written, zone.resolve("energy_uj"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Process start(String runId, int rank) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        JAVA,
                        "-Xmx256m",
                        "-cp",
                        CLASS_PATH,
                        RankTrainer.class.getName(),
                        runId,
                        Integer.toString(rank),
                        home.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HEADWATER_BOOTSTRAP", kafka.bootstrap());
        return builder.start();
    }

    private Map<Sample, Double> samples(String runId) {
        Map<Sample, Double> samples = new java.util.HashMap<>();
        for (HardwareBatch batch : Inbox.of(kafka.bootstrap(), runId).hardwareBatches()) {
            for (HardwareColumns columns : batch.getSeries()) {
                long[] times = Columns.absolute(columns.getTimeDeltas());
                double[] values = Columns.values(columns.getValues());
                for (int i = 0; i < times.length; i++) {
                    Sample sample = new Sample(
                            batch.getRank(), batch.getBootId(), columns.getDevice(), columns.getQuantity(), times[i]);
                    samples.put(sample, values[i]);
                }
            }
        }
        return samples;
    }

    private static List<Sample> of(Map<Sample, Double> samples, String device, String quantity) {
        return samples.keySet().stream()
                .filter(sample ->
                        sample.device().equals(device) && sample.quantity().equals(quantity))
                .toList();
    }

    private static Set<Integer> ranks(Map<Sample, Double> samples, String device, String quantity) {
        return of(samples, device, quantity).stream().map(Sample::rank).collect(Collectors.toSet());
    }

    private void workUntil(BooleanSupplier enough) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            useEnergy();
            return enough.getAsBoolean();
        });
    }

    private List<ProcessHandle> tools() {
        try {
            return Files.readAllLines(home.resolve("bin/nvidia-smi.pids")).stream()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    void twoRanksSampleTheirHostOnceAndOneTakesOverFromTheOther() throws IOException, InterruptedException {
        String runId = Headwater.newRunId();
        Process[] ranks = {start(runId, 0), start(runId, 1)};
        try {
            workUntil(() -> {
                Map<Sample, Double> soFar = samples(runId);
                return of(soFar, "process", "rss").size() > 5
                        && of(soFar, "process.1", "rss").size() > 5
                        && of(soFar, "gpu0", "energy").size() > 5
                        && of(soFar, "package0", "energy").size() > 5;
            });
            Map<Sample, Double> shared = samples(runId);
            assertThat(ranks(shared, "memory", "used")).hasSize(1);
            assertThat(ranks(shared, "process", "rss")).containsExactly(0);
            assertThat(ranks(shared, "process.1", "rss")).containsExactly(1);
            assertThat(ranks(shared, "jvm.1", "heap_used")).containsExactly(1);
            assertThat(tools()).hasSize(1);
            ProcessHandle tool = tools().get(0);
            int first = of(shared, "memory", "used").get(0).rank();
            int second = 1 - first;

            ranks[first].toHandle().destroyForcibly();
            assertThat(ranks[first].waitFor(10, TimeUnit.SECONDS)).isTrue();
            // Nobody reads what it says, so it is gone with the next word.
            Awaitility.await().atMost(PATIENCE).until(() -> !tool.isAlive());
            workUntil(() -> {
                Map<Sample, Double> soFar = samples(runId);
                return of(soFar, "gpu0", "energy").stream().anyMatch(sample -> sample.rank() == second)
                        && of(soFar, "package0", "energy").stream()
                                        .filter(sample -> sample.rank() == second)
                                        .count()
                                > 5;
            });
            ranks[second].getOutputStream().close();
            assertThat(ranks[second].waitFor(20, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().atMost(PATIENCE).until(() -> tools().isEmpty());
            ship();

            Map<Sample, Double> all = samples(runId);
            // One after the other, and with hardly a pause: a sample was due each 200 ms, the limit is for a slow
            // machine.
            long last = of(all, "memory", "used").stream()
                    .filter(sample -> sample.rank() == first)
                    .mapToLong(Sample::time)
                    .max()
                    .orElseThrow();
            long next = of(all, "memory", "used").stream()
                    .filter(sample -> sample.rank() == second)
                    .mapToLong(Sample::time)
                    .min()
                    .orElseThrow();
            System.out.println("took over after " + (next - last) + " ms");
            assertThat(next - last).isBetween(1L, 5_000L);
            double used = (microjoules - 1_001_000_000) / 1e6;
            double counted = of(all, "package0", "energy").stream()
                    .mapToDouble(sample -> all.getOrDefault(sample, Double.NaN))
                    .sum();
            // Not counted: before the first sample, and between the last of one and the first of the other.
            System.out.println("energy: " + counted + " J of " + used + " J counted");
            assertThat(counted).isBetween(0.3 * used, used + 1e-6);
            RunEnded end =
                    Inbox.of(kafka.bootstrap(), runId).payloads(RunEnded.class).get(0);
            assertThat(all.keySet().stream().filter(sample -> sample.rank() == second))
                    .hasSize((int) end.getHardwarePoints());
        } finally {
            for (Process rank : ranks) {
                rank.destroyForcibly().waitFor();
            }
        }
    }

    private void ship() {
        CollectorOptions options = CollectorOptions.builder(Map.of())
                .bootstrap(kafka.bootstrap())
                .home(home)
                .build();
        Orphans.ship(options, PATIENCE);
    }

    @Test
    void aWrapperAndTheProgramWithinItSampleTheirHostAndTheirTreeOnce() {
        String runId = Headwater.newRunId();
        CollectorOptions options = CollectorOptions.builder(Map.of())
                .bootstrap(kafka.bootstrap())
                .home(home)
                .hardwareMillis(100)
                .hardwareBudget(1)
                .build();
        Hardware.Places places = new Hardware.Places(Path.of("/proc"), home.resolve("sys"), home, "");
        long self = ProcessHandle.current().pid();
        Map<Sample, Double> soFar;
        // Both are of this process, so that the program must come first to have the JVM; it leaves the tree to the
        // wrapper.
        try (Collector within = Collector.open(options, places);
                Run program = within.experiment("x")
                        .runId(runId)
                        .joined(true)
                        .captureSource(false)
                        .start();
                Collector wrapper = Collector.open(options, places);
                Run whole = wrapper.experiment("x")
                        .runId(runId)
                        .joined(false)
                        .captureSource(false)
                        .processId(self)
                        .start()) {
            assertThat(program.id()).isEqualTo(whole.id());
            workUntil(() -> of(samples(runId), "process", "rss").size() > 40);
            soFar = samples(runId);
        }
        Map<String, Set<String>> boots = soFar.keySet().stream()
                .collect(Collectors.groupingBy(
                        sample -> sample.device() + " " + sample.quantity(),
                        TreeMap::new,
                        Collectors.mapping(Sample::bootId, Collectors.toSet())));
        assertThat(boots).containsKeys("memory used", "process rss", "jvm heap_used", "package0 energy");
        assertThat(boots.entrySet())
                .allSatisfy(series ->
                        assertThat(series.getValue()).as(series.getKey()).hasSize(1));
        assertThat(boots.get("process rss")).isNotEqualTo(boots.get("jvm heap_used"));
        assertThat(home.resolve("hosts")).isEmptyDirectory();
    }
}
