package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.JournalDamaged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die, have children, share a host or a run, and the journals they leave. */
@ExtendWith(KafkaExtension.class)
class ManyProcessesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOBODY = "127.0.0.1:1";

    private final KafkaServer kafka;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    ManyProcessesIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
    }

    private CollectorOptions.Builder options() {
        return CollectorOptions.builder(Map.of()).bootstrap(kafka.bootstrap()).home(home);
    }

    private Process train(String bootstrap, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ScriptedTrainer.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("HEADWATER_BOOTSTRAP", bootstrap, "HEADWATER_HOME", home.toString()));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String await(BufferedReader out, String prefix) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length()).trim();
            }
        }
        throw new AssertionError("it ended before it said " + prefix);
    }

    @Test
    void filesThatAKilledProcessHadNamedAreHashedByWhoeverShipsItsJournal() throws IOException, InterruptedException {
        Path stays = Files.write(home.resolve("stays.bin"), new byte[64 << 20]);
        Path changes = Files.writeString(home.resolve("changes.bin"), "before");
        Path goes = Files.writeString(home.resolve("goes.bin"), "before");
        String runId = Headwater.newRunId();
        Process trainer = train(NOBODY, runId, "files", stays.toString(), changes.toString(), goes.toString());
        try (BufferedReader out = trainer.inputReader()) {
            await(out, "named");
            trainer.toHandle().destroyForcibly();
        }
        assertThat(trainer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Files.writeString(changes, "after this");
        Files.delete(goes);

        assertThat(Orphans.ship(options().build(), PATIENCE)).isEqualTo(new Orphans.Shipped(1, 1));
        Inbox inbox = Inbox.of(kafka.bootstrap(), runId);
        assertThat(inbox.events().lastKey() + 1).isEqualTo(inbox.events().size());
        assertThat(inbox.ended()).isFalse();
        List<ArtifactLogged> artifacts = inbox.payloads(ArtifactLogged.class);
        assertThat(artifacts).hasSize(3);
        assertThat(artifacts.get(0).getSha256())
                .isEqualTo("3b6a07d0d404fab4e23b6d34bc6696a6a312dd92821332385e5af7c01c421351");
        assertThat(artifacts.get(0).getStep()).isEqualTo(7);
        for (ArtifactLogged lost : artifacts.subList(1, 3)) {
            assertThat(lost.getSha256()).isNull();
            assertThat(lost.getUri()).endsWith(".bin");
        }
        assertThat(inbox.points()).hasSize(1_000);
        assertThat(home.resolve("journal")).isEmptyDirectory();
    }

    @Test
    void aProcessThatEndsWhileTheBrokerHangsIsHeldUpTwoSecondsAtMost() throws IOException, InterruptedException {
        for (String bootstrap : List.of(NOBODY, "")) {
            // An address where connections are taken and nothing is ever answered.
            try (java.net.ServerSocket silent =
                    new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
                String runId = Headwater.newRunId();
                Process trainer = train(
                        bootstrap.isEmpty() ? "127.0.0.1:" + silent.getLocalPort() : bootstrap, runId, "exit", "10000");
                long begun;
                try (BufferedReader out = trainer.inputReader()) {
                    await(out, "leaving");
                    begun = System.nanoTime();
                    assertThat(trainer.waitFor(20, TimeUnit.SECONDS)).isTrue();
                }
                // The hook keeps 2 s; a JVM that ends on a loaded machine takes a little more.
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2_700));
                assertThat(Orphans.ship(options().build(), PATIENCE)).isEqualTo(new Orphans.Shipped(1, 1));
                Inbox inbox = Inbox.of(kafka.bootstrap(), runId);
                assertThat(inbox.points()).hasSize(10_000);
                RunEnded end = inbox.payloads(RunEnded.class).get(0);
                assertThat(end.getRunEvents()).isEqualTo(inbox.events().size());
                assertThat(end.getMetricPoints()).isEqualTo(10_000);
            }
        }
    }

    @Test
    void aTrainerThatIsKilledWhileItsChildLivesIsAnOrphanAndTheChildIsNot() throws IOException, InterruptedException {
        String runId = Headwater.newRunId();
        Process trainer = train(NOBODY, runId, "parent");
        try (BufferedReader out = trainer.inputReader()) {
            long child = Long.parseLong(await(out, "child"));
            await(out, "child logged");
            trainer.toHandle().destroyForcibly();
            assertThat(trainer.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertThat(Orphans.ship(options().build(), PATIENCE)).isEqualTo(new Orphans.Shipped(1, 1));
            assertThat(Inbox.of(kafka.bootstrap(), runId).points()).hasSize(1_000);
            ProcessHandle alive = ProcessHandle.of(child).orElseThrow();
            assertThat(alive.isAlive()).isTrue();
            alive.destroyForcibly();
            Awaitility.await().atMost(PATIENCE).until(() -> !alive.isAlive());
        }
        assertThat(Orphans.ship(options().build(), PATIENCE)).isEqualTo(new Orphans.Shipped(1, 1));
        Inbox inbox = Inbox.of(kafka.bootstrap(), runId);
        assertThat(inbox.points()).hasSize(2_000);
        assertThat(inbox.batches().stream().map(Inbox.Batch::bootId).distinct()).hasSize(2);
        assertThat(inbox.points()).allMatch(point -> point.value() == point.step());
        // Each of the two said that it started, and had no time to say that it ended.
        List<RunEvent> events = inbox.eventsOfAllBoots();
        assertThat(events).hasSize(2).allMatch(event -> event.getPayload() instanceof RunStarted);
        assertThat(events).extracting(RunEvent::getBootId).doesNotHaveDuplicates();
    }

    @Test
    void twoRanksOfARunShareAHost() {
        String runId = Headwater.newRunId();
        try (Collector first = Collector.open(options().build());
                Collector second = Collector.open(options().build())) {
            Run zero = first.experiment("ranks")
                    .runId(runId)
                    .rank(0)
                    .worldSize(2)
                    .captureNothing()
                    .start();
            Run one = second.experiment("ranks")
                    .runId(runId)
                    .rank(1)
                    .worldSize(2)
                    .captureNothing()
                    .start();
            Load a = new Load(zero.metric("loss"));
            Load b = new Load(one.metric("loss"));
            for (int i = 0; i < 10; i++) {
                a.log(2_000);
                b.log(1_000);
            }
            zero.end(EndStatus.FINISHED);
            one.end(EndStatus.FINISHED);
            assertThat(first.drain(PATIENCE) && second.drain(PATIENCE)).isTrue();

            Inbox inbox = Inbox.of(kafka.bootstrap(), runId);
            assertThat(inbox.points())
                    .hasSize((int) (a.logged() + b.logged()))
                    .allMatch(point -> point.value() == point.step());
            a.times().assertNoCallWaited();
            b.times().assertNoCallWaited();
            List<RunEvent> ends = inbox.eventsOfAllBoots().stream()
                    .filter(event -> event.getPayload() instanceof RunEnded)
                    .toList();
            assertThat(ends).extracting(RunEvent::getRank).containsExactlyInAnyOrder(0, 1);
            for (RunEvent end : ends) {
                RunEnded payload = (RunEnded) end.getPayload();
                assertThat(payload.getMetricPoints()).isEqualTo(end.getRank() == 0 ? a.logged() : b.logged());
                assertThat(inbox.eventsOfAllBoots().stream().filter(event -> event.getRank() == end.getRank()))
                        .hasSize((int) payload.getRunEvents());
            }
        }
    }

    @Test
    void aClockThatStepsBackCostsNothing() {
        AtomicLong now = new AtomicLong(1_800_000_000_000L);
        // An hour back after every 10,000 looks at it.
        CollectorOptions stepping = options()
                .clock(() -> Instant.ofEpochMilli(
                        now.incrementAndGet() % 10_000 == 0 ? now.addAndGet(-3_600_000) : now.get()))
                .build();
        try (Collector collector = Collector.open(stepping)) {
            Run run = collector.experiment("clock").captureNothing().start();
            Load load = new Load(run.metric("loss"));
            load.log(50_000);
            run.param("after", 1);
            run.end(EndStatus.FINISHED);
            assertThat(collector.drain(PATIENCE)).isTrue();

            Inbox inbox = Inbox.of(kafka.bootstrap(), run.id());
            inbox.assertWhole(load.logged());
            load.times().assertNoCallWaited();
            List<Long> times = inbox.points().stream().map(Inbox.Arrived::time).toList();
            assertThat(times.get(times.size() - 1)).isLessThan(times.get(0));
        }
    }

    @Test
    void aDamagedJournalShipsWhatCanBeReadAndSaysWhatIsLost() throws IOException {
        Run run;
        Load load;
        try (Collector alone = Collector.open(
                options().bootstrap(NOBODY).closeWait(Duration.ofMillis(100)).build())) {
            run = alone.experiment("damaged").captureNothing().start();
            load = new Load(run.metric("loss"));
            load.log(20_000);
            load.times().assertNoCallWaited();
            Run other = alone.experiment("damaged")
                    .runId(run.id() + "-no-journal")
                    .captureNothing()
                    .start();
            other.metric("loss").log(1, 1);
        }
        try (Stream<Path> files = Files.walk(home.resolve("journal").resolve(run.id()))) {
            Path points = files.filter(file -> file.getFileName().toString().equals("points-0.seg"))
                    .findFirst()
                    .orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(points.toFile(), "rw")) {
                file.seek(64 + 1_000 * 32);
                file.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            }
        }
        Path hopeless = home.resolve("journal").resolve("hopeless").resolve("0").resolve("boot");
        Files.createDirectories(hopeless.resolve("lock"));
        try (Warnings warnings = new Warnings()) {
            assertThat(Orphans.ship(options().build(), PATIENCE)).isEqualTo(new Orphans.Shipped(2, 2));
            assertThat(warnings.containing("bytes of the points of run " + run.id()))
                    .hasSize(1);
            assertThat(warnings.containing("has put it aside")).hasSize(1);
        }
        assertThat(home.resolve("journal-damaged").resolve("hopeless.0.boot")).isDirectory();
        Inbox inbox = Inbox.of(kafka.bootstrap(), run.id());
        List<Inbox.Arrived> points = inbox.points();
        // Reading goes on at the next place that is known: the end of a batch that was formed, or the next segment.
        assertThat(points).extracting(Inbox.Arrived::step).isSorted().doesNotHaveDuplicates();
        assertThat(points.get(999).step()).isEqualTo(999);
        assertThat(points.get(points.size() - 1).step()).isEqualTo(load.logged() - 1);
        long missing = load.logged() - points.size();
        assertThat(missing).isPositive();
        assertThat(inbox.payloads(JournalDamaged.class)).singleElement().satisfies(damage -> {
            assertThat(damage.getChain()).isEqualTo("points");
            assertThat(damage.getBytes()).isBetween(missing * 32, missing * 32 + 24);
        });
        assertThat(Objects.requireNonNull(inbox.payloads(RunEnded.class).get(0)).getMetricPoints())
                .isEqualTo(load.logged());
    }
}
