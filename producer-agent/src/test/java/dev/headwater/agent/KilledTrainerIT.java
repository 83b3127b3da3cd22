package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunStarted;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class KilledTrainerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private final KafkaServer kafka;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    KilledTrainerIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
    }

    private Process train(String runId, String bootstrap) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(JAVA, "-Xmx256m", "-cp", CLASS_PATH, KilledTrainer.class.getName(), runId);
        builder.environment().putAll(Map.of("HEADWATER_BOOTSTRAP", bootstrap, "HEADWATER_HOME", home.toString()));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    /** Reads what the trainer prints until it has logged so much; then ends it and reads the rest. */
    private static long logged(Process trainer, long atLeast, Runnable end) throws IOException {
        long last = 0;
        try (BufferedReader out = trainer.inputReader()) {
            boolean ended = false;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("\\d+")) {
                    last = Long.parseLong(line);
                }
                if (!ended && last >= atLeast) {
                    end.run();
                    ended = true;
                }
            }
        }
        return last;
    }

    private CollectorOptions options() {
        return CollectorOptions.builder(Map.of())
                .bootstrap(kafka.bootstrap())
                .home(home)
                .build();
    }

    @Test
    void everyPointThatLogReturnedForArrivesAfterKillNine() throws IOException, InterruptedException {
        String runId = Headwater.newRunId();
        Process trainer = train(runId, kafka.bootstrap());
        long returned = logged(trainer, 300_000, () -> trainer.toHandle().destroyForcibly());
        assertThat(trainer.waitFor(10, TimeUnit.SECONDS)).isTrue();

        Orphans.Shipped shipped = Orphans.ship(options(), PATIENCE);

        assertThat(shipped).isEqualTo(new Orphans.Shipped(1, 1));
        Inbox inbox = Inbox.of(kafka.bootstrap(), runId);
        assertThat(inbox.sequences()).hasSizeGreaterThanOrEqualTo((int) returned);
        assertThat(inbox.sequences().stream().mapToLong(Long::longValue).max().orElseThrow() + 1)
                .isEqualTo(inbox.sequences().size());
        List<Inbox.Arrived> points = inbox.points();
        assertThat(points).hasSize(inbox.sequences().size());
        points.sort(Comparator.comparingLong(Inbox.Arrived::step));
        for (int step = 0; step < points.size(); step++) {
            Inbox.Arrived point = points.get(step);
            if (point.step() != step || point.value() != Math.sqrt(step)) {
                throw new AssertionError("point " + step + " is " + point);
            }
        }
        assertThat(inbox.events()).hasSize(inbox.events().lastKey().intValue() + 1);
        assertThat(inbox.payloads(RunStarted.class)).hasSize(1);
        assertThat(inbox.payloads(ParamsLogged.class))
                .singleElement()
                .satisfies(params -> assertThat(params.getParams()).containsEntry("lr", 0.1));
        assertThat(inbox.ended()).isFalse();
    }

    @Test
    void aTrainerEndedBySignalWhileTheBrokerIsAwaySaysSo() throws IOException, InterruptedException {
        String runId = Headwater.newRunId();
        Process trainer = train(runId, "127.0.0.1:1");
        logged(trainer, 50_000, () -> trainer.toHandle().destroy());
        assertThat(trainer.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(Orphans.ship(options(), PATIENCE)).isEqualTo(new Orphans.Shipped(1, 1));
        Inbox inbox = Inbox.of(kafka.bootstrap(), runId);
        List<RunEnded> ends = inbox.payloads(RunEnded.class);
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).getStatus()).isEqualTo(EndStatus.KILLED);
        assertThat(ends.get(0).getRunEvents()).isEqualTo(inbox.events().size());
        assertThat(inbox.sequences()).hasSize((int) ends.get(0).getMetricPoints());
    }

    @Test
    void aTrainerEndedBySignalSaysSo() throws IOException, InterruptedException {
        String runId = Headwater.newRunId();
        Process trainer = train(runId, kafka.bootstrap());
        long returned = logged(trainer, 50_000, () -> {
            // Not while its first Kafka producer is being made, which may take longer than the hook may.
            Inbox inbox = Inbox.of(kafka.bootstrap(), runId);
            Awaitility.await().atMost(PATIENCE).until(() -> !inbox.events().isEmpty());
            trainer.toHandle().destroy();
        });
        assertThat(trainer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Orphans.ship(options(), PATIENCE);

        List<RunEnded> ends = Inbox.of(kafka.bootstrap(), runId).payloads(RunEnded.class);
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).getStatus()).isEqualTo(EndStatus.KILLED);
        assertThat(ends.get(0).getErrorMessage()).contains("SIGTERM");
        // While it was stopped it went on logging; what was said before has arrived.
        assertThat(Inbox.of(kafka.bootstrap(), runId).sequences())
                .hasSize((int) ends.get(0).getMetricPoints());
        assertThat(returned).isPositive();
    }
}
