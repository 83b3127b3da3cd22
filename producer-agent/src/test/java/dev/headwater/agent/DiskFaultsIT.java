package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.PointsThinned;
import dev.headwater.event.RunEnded;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the disk under the journal does: training goes on, points are thinned and counted, the rest is kept. */
@ExtendWith(KafkaExtension.class)
class DiskFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaServer kafka;
    private final Warnings warnings = new Warnings();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    DiskFaultsIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
        kafka.link().heal();
    }

    @AfterEach
    void heal() {
        warnings.close();
        kafka.link().heal();
    }

    private CollectorOptions.Builder options(Path home) {
        return CollectorOptions.builder(Map.of())
                .bootstrap(kafka.link().address())
                .home(home)
                .closeWait(Duration.ofMillis(200));
    }

    /** All that was logged arrived, or is said to have been left out; nothing else is missing. */
    private void assertCounted(Run run, Load load, boolean thinned) {
        load.times().assertNoCallWaited();
        Inbox inbox = Inbox.of(kafka.bootstrap(), run.id());
        List<RunEnded> ends = inbox.payloads(RunEnded.class);
        assertThat(ends).hasSize(1);
        RunEnded end = ends.get(0);
        List<Inbox.Arrived> points = inbox.points();
        assertThat(inbox.events()).hasSize((int) end.getRunEvents());
        assertThat(inbox.payloads(ParamsLogged.class)).hasSize(50);
        assertThat(end.getMetricPoints()).isEqualTo(points.size());
        assertThat(points.size() + end.getPointsThinned()).isEqualTo(load.logged());
        assertThat(points).extracting(Inbox.Arrived::step).isSorted().doesNotHaveDuplicates();
        if (thinned) {
            assertThat(end.getPointsThinned()).isPositive();
            List<PointsThinned> said = inbox.payloads(PointsThinned.class);
            assertThat(said.get(said.size() - 1).getName()).isEqualTo("loss");
            assertThat(said.get(said.size() - 1).getCount()).isEqualTo(end.getPointsThinned());
        } else {
            assertThat(end.getPointsThinned()).isZero();
        }
    }

    private static void params(Run run, int from, int to) {
        for (int i = from; i < to; i++) {
            run.param("p" + i, "x".repeat(500));
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** A small disk of its own, where this process may mount one. */
    private Path disk(String size) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted;
        try {
            mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString());
        } catch (IOException e) {
            mounted = false;
        }
        Assumptions.assumeTrue(mounted, "this user may not mount a small disk to fill");
        return disk;
    }

    /**
     * Trains with the journal below this folder, and counts what arrives.
     *
     * @param away whether the broker is away while the run goes on, so that points must be thinned
     * @param advice what the one warning about the disk says is to be done
     */
    private void train(Path home, int points, boolean away, String advice) {
        try (Collector collector = Collector.open(options(home).build())) {
            if (away) {
                kafka.link().refuse();
            }
            Run run = collector.experiment("disk").captureNothing().start();
            Load load = new Load(run.metric("loss"));
            params(run, 0, 25);
            load.log(points);
            params(run, 25, 50);
            kafka.link().heal();
            run.end(EndStatus.FINISHED);
            assertThat(collector.drain(PATIENCE)).isTrue();
            assertCounted(run, load, away);
            assertThat(warnings.containing(advice)).hasSize(1);
        }
    }

    @Test
    void aFullDiskThinsPointsAndKeepsTheRest() throws IOException, InterruptedException {
        Path disk = disk("2m");
        try {
            train(disk, 400_000, true, "Free the disk");
        } finally {
            assertThat(succeeds("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    void aReadOnlyDiskCostsNothingThatFitsInMemory() throws IOException, InterruptedException {
        Path disk = disk("8m,ro");
        try {
            train(disk, 100_000, false, "set HEADWATER_HOME to a writable directory");
        } finally {
            assertThat(succeeds("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    void withoutADirectoryTheJournalIsInMemory() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        train(file, 400_000, true, "set HEADWATER_HOME to a writable directory");
    }

    @Test
    void aDirectoryThatIsDeletedWhileTheRunGoesOnCostsNothingThatFitsInMemory() throws IOException {
        try (Collector collector = Collector.open(options(folder).build())) {
            Run run = collector.experiment("deleted").captureNothing().start();
            Load load = new Load(run.metric("loss"));
            params(run, 0, 25);
            load.log(10_000);
            try (Stream<Path> files = Files.walk(folder.resolve("journal"))) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            load.log(100_000);
            params(run, 25, 50);
            run.end(EndStatus.FINISHED);
            assertThat(collector.drain(PATIENCE)).isTrue();
            assertCounted(run, load, false);
        }
    }

    @Test
    void atItsLimitAJournalThinsPointsPerSeriesAndKeepsTheRest() throws IOException {
        Path data = Files.writeString(folder.resolve("data.csv"), "abc");
        CollectorOptions small = options(folder).journalBytes(1 << 20).build();
        try (Collector collector = Collector.open(small)) {
            kafka.link().refuse();
            Run run = collector.experiment("limit").captureNothing().start();
            run.metric("quiet").log(0, 0);
            Load load = new Load(run.metric("loss"));
            params(run, 0, 25);
            load.log(200_000);
            params(run, 25, 50);
            run.dataset("d", "train", data).checkpoint(data, 1);
            kafka.link().heal();
            run.end(EndStatus.FINISHED);
            assertThat(collector.drain(PATIENCE)).isTrue();

            load.times().assertNoCallWaited();
            Inbox inbox = Inbox.of(kafka.bootstrap(), run.id());
            RunEnded end = inbox.payloads(RunEnded.class).get(0);
            assertThat(inbox.events()).hasSize((int) end.getRunEvents());
            assertThat(inbox.payloads(ParamsLogged.class)).hasSize(50);
            assertThat(inbox.payloads(dev.headwater.event.DatasetUsed.class)).hasSize(1);
            assertThat(inbox.payloads(dev.headwater.event.ArtifactLogged.class))
                    .hasSize(1)
                    .allMatch(artifact -> artifact.getSha256() != null);
            assertThat(inbox.points()).hasSize((int) end.getMetricPoints());
            assertThat(end.getMetricPoints() + end.getPointsThinned()).isEqualTo(load.logged() + 1);
            List<PointsThinned> said = inbox.payloads(PointsThinned.class);
            assertThat(said).isNotEmpty().allMatch(thinned -> thinned.getName().equals("loss"));
            assertThat(said.get(said.size() - 1).getCount()).isEqualTo(end.getPointsThinned());
        }
    }
}
