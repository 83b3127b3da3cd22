package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.PhaseLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.event.SourceCaptured;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(KafkaExtension.class)
class ShippingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaServer kafka;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    ShippingIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
    }

    private CollectorOptions.Builder options() {
        return CollectorOptions.builder(Map.of()).bootstrap(kafka.bootstrap()).home(home);
    }

    private static RunEnded end(Inbox inbox) {
        List<RunEnded> ends = inbox.payloads(RunEnded.class);
        assertThat(ends).hasSize(1);
        return ends.get(0);
    }

    /** What the run wrote. Whoever builds with uncommitted changes has their difference among the inputs as well. */
    private static List<ArtifactLogged> written(Inbox inbox) {
        return inbox.payloads(ArtifactLogged.class).stream()
                .filter(artifact -> artifact.getDirection() == ArtifactDirection.OUTPUT)
                .toList();
    }

    @Test
    void aRunArrivesWhole() throws IOException {
        Path data = Files.writeString(home.resolve("data.csv"), "abc");
        Path folder = Files.createDirectory(home.resolve("model"));
        Files.writeString(folder.resolve("weights"), "w");
        String id;
        try (Collector collector = Collector.open(options().heartbeatMillis(200).build());
                Run run = collector
                        .experiment("digits")
                        .name("A")
                        .param("learning_rate", 0.1)
                        .param("password", "hunter2")
                        .start()) {
            id = run.id();
            run.dataset("digits", "train", data);
            run.checkpoint(data, 7);
            run.model(folder);
            run.output(home.resolve("missing"));
            run.param("layers", 3).param("nothing", null).tag("k", "v");
            Metric loss = run.metric("loss", "train");
            for (int i = 0; i < 100_000; i++) {
                loss.log(i, 1.0 / i);
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !Inbox.of(kafka.bootstrap(), id).hardware().isEmpty());
            run.end(EndStatus.FINISHED, 0, Instant.ofEpochMilli(5));
            assertThat(collector.drain(PATIENCE)).isTrue();
        }
        Inbox inbox = Inbox.of(kafka.bootstrap(), id);
        TreeMap<Long, RunEvent> events = inbox.events();
        assertThat(events.keySet())
                .containsExactlyElementsOf(
                        LongStream.range(0, events.size()).boxed().toList());
        assertThat(events.firstEntry().getValue().getPayload()).isInstanceOfSatisfying(RunStarted.class, started -> {
            assertThat(started.getExperiment()).isEqualTo("digits");
            assertThat(started.getCollector()).isEqualTo("headwater-agent");
            assertThat(started.getCommandLine()).isNotEmpty();
        });
        assertThat(events.lastEntry().getValue().getOccurredAt()).isEqualTo(Instant.ofEpochMilli(5));
        RunEnded end = (RunEnded) events.lastEntry().getValue().getPayload();
        assertThat(end.getRunEvents()).isEqualTo(events.size());
        assertThat(end.getMetricPoints()).isEqualTo(100_000);
        assertThat(end.getHardwarePoints())
                .isEqualTo(inbox.hardware().stream()
                        .mapToLong(columns -> columns.getValues().size())
                        .sum())
                .isPositive();
        assertThat(end.getPointsThinned()).isZero();
        List<Inbox.Arrived> points = inbox.points();
        assertThat(points).hasSize(100_000);
        assertThat(points.get(0).value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(points)
                .extracting(Inbox.Arrived::step)
                .containsExactlyElementsOf(LongStream.range(0, 100_000).boxed().toList());
        assertThat(inbox.payloads(ParamsLogged.class).get(0).getParams())
                .containsEntry("learning_rate", 0.1)
                .containsEntry("password", "[redacted]");
        assertThat(inbox.payloads(DatasetUsed.class).get(0).getSha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(written(inbox)).hasSize(3);
        assertThat(inbox.payloads(SourceCaptured.class)).hasSize(1);
        assertThat(inbox.payloads(EnvironmentCaptured.class)).hasSize(1);
        assertThat(home.resolve("journal")).isEmptyDirectory();
    }

    @Test
    void phasesAndWhatWasWrittenInThemArriveAndWhatBecomesOfTheModel() throws IOException {
        Path model = Files.writeString(home.resolve("model.bin"), "abc");
        String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        String id;
        String deployment;
        Map<String, String> environment = Map.of("HEADWATER_SWEEP", "lr", "HEADWATER_SEARCH_SPACE", "lr: [0.1, 0.2]");
        CollectorOptions options = CollectorOptions.builder(environment)
                .bootstrap(kafka.bootstrap())
                .home(home.resolve("headwater"))
                .build();
        try (Collector collector = Collector.open(options)) {
            Run run = collector
                    .experiment("digits")
                    .organization("Acme")
                    .captureNothing()
                    .start();
            id = run.id();
            run.input("init", model);
            for (int epoch = 0; epoch < 2; epoch++) {
                try (Phase phase = run.epoch(epoch)) {
                    run.phase("validate").close();
                    run.checkpoint(model, epoch);
                    run.output("plot", URI.create("s3://bucket/" + phase.id()));
                }
            }
            run.register("digits", "7", model);
            deployment = run.deploy("digits-eu", model);
            run.retire("digits-eu", deployment);
            run.subRun("fold").captureNothing().start().close();
            run.close();
            assertThat(collector.drain(PATIENCE)).isTrue();
        }
        Inbox inbox = Inbox.of(kafka.bootstrap(), id);
        RunStarted started = inbox.payloads(RunStarted.class).get(0);
        assertThat(started.getSweep()).isEqualTo("lr");
        assertThat(started.getSearchSpace()).isEqualTo("lr: [0.1, 0.2]");
        assertThat(started.getOrganization()).isEqualTo("Acme");
        assertThat(inbox.payloads(PhaseLogged.class))
                .extracting(PhaseLogged::getId)
                .containsExactly(
                        "epoch/0",
                        "epoch/0/validate/0",
                        "epoch/0/validate/0",
                        "epoch/0",
                        "epoch/1",
                        "epoch/1/validate/0",
                        "epoch/1/validate/0",
                        "epoch/1");
        assertThat(inbox.payloads(ArtifactLogged.class))
                .extracting(artifact -> artifact.getName() + " in " + artifact.getPhase())
                .containsExactlyInAnyOrder(
                        "model.bin in null",
                        "model.bin in epoch/0",
                        "model.bin in epoch/1",
                        "0 in epoch/0",
                        "1 in epoch/1");
        assertThat(inbox.payloads(ModelRegistered.class)).singleElement().satisfies(model7 -> {
            assertThat(model7.getVersion()).isEqualTo("7");
            assertThat(model7.getSha256()).isEqualTo(sha256);
        });
        assertThat(inbox.payloads(DeploymentLogged.class))
                .allMatch(event -> event.getDeployment().equals(deployment))
                .extracting(DeploymentLogged::getSha256)
                .containsExactlyInAnyOrder(sha256, null);
    }

    @Test
    void whatLeavesTheBodyOfARunMarksItFailed() {
        String[] id = {""};
        try (Collector collector = Collector.open(options().build())) {
            RunBuilder run = collector.experiment("blocks").captureNothing();
            assertThatThrownBy(() -> run.execute(failing -> {
                        id[0] = failing.id();
                        throw new IOException("disk of user:secret@host is gone");
                    }))
                    .isInstanceOf(IOException.class);
            int answer = collector.experiment("blocks").captureNothing().call(fine -> 42);
            assertThat(answer).isEqualTo(42);
            assertThat(collector.drain(PATIENCE)).isTrue();
        }
        RunEnded end = end(Inbox.of(kafka.bootstrap(), id[0]));
        assertThat(end.getStatus()).isEqualTo(EndStatus.FAILED);
        assertThat(end.getErrorType()).isEqualTo("java.io.IOException");
        assertThat(end.getErrorMessage()).startsWith("disk of");
    }

    @Test
    void aPartOfARunNamesTheWholeAndWhatIsElsewhereIsNamedByItsAddress() {
        String part;
        String whole;
        try (Collector collector = Collector.open(options().build());
                Run run = collector.experiment("folds").captureNothing().start()) {
            whole = run.id();
            run.dataset("images", "train", URI.create("s3://bucket/images/v1/"));
            run.output("plot", URI.create("https://me:pass@example.org/plots/loss.png"));
            try (Run fold = run.subRun("fold 1").param("fold", 1).start()) {
                part = fold.id();
                fold.metric("loss").log(0, 1);
            }
            run.end(EndStatus.FINISHED);
            assertThat(collector.drain(PATIENCE)).isTrue();
        }
        RunStarted started =
                Inbox.of(kafka.bootstrap(), part).payloads(RunStarted.class).get(0);
        assertThat(started.getParentRunId()).isEqualTo(whole);
        assertThat(started.getExperiment()).isEqualTo("folds");
        assertThat(started.getName()).isEqualTo("fold 1");
        DatasetUsed dataset =
                Inbox.of(kafka.bootstrap(), whole).payloads(DatasetUsed.class).get(0);
        assertThat(dataset.getUri()).isEqualTo("s3://bucket/images/v1/");
        assertThat(dataset.getSha256()).isNull();
        ArtifactLogged plot = Inbox.of(kafka.bootstrap(), whole)
                .payloads(ArtifactLogged.class)
                .get(0);
        assertThat(plot.getName()).isEqualTo("loss.png");
        assertThat(plot.getUri()).isEqualTo("https://example.org/plots/loss.png");
    }

    @Test
    void aPointIsOnKafkaWellBeforeASecondHasPassed() {
        try (Collector collector = Collector.open(options().build());
                Run run = collector.experiment("live").captureNothing().start()) {
            Metric loss = run.metric("loss");
            loss.log(0, 1);
            assertThat(collector.drain(PATIENCE)).isTrue();
            long begun = System.nanoTime();
            loss.log(1, 1);
            assertThat(collector.drain(PATIENCE)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void whatAnAbsentBrokerDidNotTakeIsShippedByTheNextCollector() throws IOException {
        String nobody = "127.0.0.1:1";
        Collector alone = Collector.open(
                options().bootstrap(nobody).closeWait(Duration.ofMillis(300)).build());
        Run run = alone.experiment("absent").captureNothing().start();
        Metric loss = run.metric("loss");
        for (int i = 0; i < 30_000; i++) {
            loss.log(i, i);
        }
        run.close();
        alone.close();

        assertThat(Orphans.ship(options().build(), PATIENCE)).isEqualTo(new Orphans.Shipped(1, 1));
        Inbox inbox = Inbox.of(kafka.bootstrap(), run.id());
        assertThat(end(inbox).getMetricPoints()).isEqualTo(30_000);
        assertThat(inbox.points()).hasSize(30_000);
        assertThat(home.resolve("journal")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1:1", "nohost.invalid:9092"})
    void aRunThatKafkaNeverSawIsWholeInTheJournalOfACollectorThatDoesNotWait(String nobody) {
        Collector alone = Collector.open(
                options().bootstrap(nobody).closeWait(Duration.ZERO).build());
        Run run = alone.experiment("absent").param("lr", 0.1).start();
        run.metric("loss").log(0, 1);
        run.output(Path.of(System.getProperty("java.home"), "lib"));
        Run open = alone.experiment("absent").captureNothing().start();
        run.end(EndStatus.FAILED, 5, null);
        alone.close();

        assertThat(Orphans.ship(options().build(), PATIENCE)).isEqualTo(new Orphans.Shipped(2, 2));
        Inbox inbox = Inbox.of(kafka.bootstrap(), run.id());
        assertThat(end(inbox).getStatus()).isEqualTo(EndStatus.FAILED);
        assertThat(end(inbox).getExitCode()).isEqualTo(5);
        assertThat(end(inbox).getRunEvents()).isEqualTo(inbox.events().size());
        assertThat(end(inbox).getMetricPoints()).isEqualTo(inbox.points().size());
        assertThat(inbox.payloads(EnvironmentCaptured.class)).hasSize(1);
        assertThat(written(inbox)).hasSize(1);
        assertThat(end(Inbox.of(kafka.bootstrap(), open.id())).getErrorType()).isEqualTo("RunNotClosed");
    }

    @Test
    void aToolThatWaitsHostsManyRunsInASmallJournal() {
        CollectorOptions small =
                options().journalBytes(1 << 20).whenFull(WhenFull.WAIT).build();
        try (Collector collector = Collector.open(small)) {
            Run last = collector.experiment("replay").captureNothing().start();
            List<String> others = new ArrayList<>();
            for (int r = 0; r < 100; r++) {
                Run run = collector.experiment("replay").captureNothing().start();
                others.add(run.id());
                Metric metric = run.metric("m");
                for (int i = 0; i < 1_000; i++) {
                    metric.log(i, i, i);
                }
                run.end(EndStatus.FINISHED);
            }
            Metric metric = last.metric("m");
            for (int i = 0; i < 500_000; i++) {
                metric.log(i, i, i);
            }
            last.end(EndStatus.FINISHED);
            assertThat(collector.drain(PATIENCE)).isTrue();

            Inbox inbox = Inbox.of(kafka.bootstrap(), last.id());
            assertThat(end(inbox).getMetricPoints()).isEqualTo(500_000);
            assertThat(end(inbox).getPointsThinned()).isZero();
            assertThat(inbox.sequences()).hasSize(500_000);
            assertThat(Inbox.ended(kafka.bootstrap())).containsAll(others);
        }
    }

    @Test
    void twoThreadsAreEnough() {
        // Other tests load the agent by class loaders of their own; those collectors last as long as this process.
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Collector collector = Collector.open(options().build());
                Run run = collector.experiment("threads").start()) {
            run.metric("loss").log(1, 1);
            assertThat(collector.drain(PATIENCE)).isTrue();

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .filteredOn(thread -> thread.getName().startsWith("headwater")
                            || thread.getName().contains("headwater-agent"))
                    .hasSize(2)
                    .allMatch(Thread::isDaemon);
        }
    }
}
