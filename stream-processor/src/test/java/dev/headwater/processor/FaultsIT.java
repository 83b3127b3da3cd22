package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.topology.StreamsSettings;
import dev.headwater.schemas.Topic;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Killed processors leave behind what an undisturbed one does: statements, chunks and findings, each once. */
@ExtendWith(KafkaExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int KILLS = 5;

    /** So many of them while no other processor is there. */
    private static final int ALONE = 4;

    private static final Duration SETTLED = Duration.ofSeconds(30);

    private static @Nullable Outcome undisturbed;

    @TempDir
    Path folder = Path.of("");

    private final Load load = new Load(300);

    @Test
    @Order(1)
    void undisturbed(KafkaServer kafka) throws Exception {
        Outcome outcome = undisturbedOutcome(kafka);
        assertThat(outcome.findings())
                .anyMatch(finding -> finding.contains("/non-finite/"))
                .anyMatch(finding -> finding.contains("/config-drift/"))
                .anyMatch(finding -> finding.contains("/duplicate-run/"))
                .hasSizeGreaterThan(2 * Load.RUNS);
        assertThat(outcome.chunks()).hasSizeGreaterThan(5 * Load.RUNS);
        undisturbed = outcome;
    }

    /** Four times alone, then beside another that takes the work over. */
    @Test
    @Order(2)
    void killedFiveTimesUnderLoad(KafkaServer kafka) throws Exception {
        Outcome expected = expected(kafka);
        kafka.wipe();
        ProcessorProcess processor = start(kafka, "one").untilReady();
        ProcessorProcess other = null;
        try (Wiretap wire = new Wiretap(kafka.bootstrap());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            load.begin.forEach(said -> wire.say(said.topic(), said.runId(), said.record()));
            awaitNoLag(admin);
            for (int kill = 0; kill < KILLS; kill++) {
                if (kill == ALONE) {
                    other = start(kafka, "other").untilReady();
                }
                if (other != null) {
                    awaitTasks(processor, other);
                }
                CompletableFuture<Void> feeding = feed(wire, part(kill, KILLS + 1));
                // While records come in, each time at another moment between two commits.
                LockSupport.parkNanos(Duration.ofMillis(300 + 170L * kill).toNanos());
                processor.kill();
                assertThat(feeding).as("killed under load").isNotDone();
                if (kill < KILLS - 1) {
                    processor = start(kafka, "one");
                }
                feeding.join();
                if (kill < KILLS - 1) {
                    processor.untilReady();
                }
            }
            feed(wire, part(KILLS, KILLS + 1)).join();
            awaitNoLag(admin);
            inTurn(wire, admin, load.end);
            awaitEqual(wire, expected);
            assertThat(Objects.requireNonNull(other).status("/readyz")).isEqualTo(200);
            assertThat(wire.hearRaw(Topic.DEAD_LETTERS)).isEmpty();
        } finally {
            processor.close();
            if (other != null) {
                other.close();
            }
        }
    }

    private static void awaitTasks(ProcessorProcess... processors) {
        Awaitility.await("all have tasks").atMost(PATIENCE).untilAsserted(() -> {
            for (ProcessorProcess processor : processors) {
                assertThat(tasks(processor)).isPositive();
            }
        });
    }

    private Outcome expected(KafkaServer kafka) throws Exception {
        if (undisturbed == null) {
            undisturbed = undisturbedOutcome(kafka);
        }
        return undisturbed;
    }

    private Outcome undisturbedOutcome(KafkaServer kafka) throws Exception {
        kafka.wipe();
        try (ProcessorProcess processor = start(kafka, "undisturbed").untilReady();
                Wiretap wire = new Wiretap(kafka.bootstrap());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            load.begin.forEach(said -> wire.say(said.topic(), said.runId(), said.record()));
            awaitNoLag(admin);
            feed(wire, load.middle).join();
            awaitNoLag(admin);
            inTurn(wire, admin, load.end);
            List<Outcome> seen = new ArrayList<>();
            Awaitility.await("nothing more is said")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(4))
                    .until(() -> {
                        seen.add(Outcome.of(wire));
                        return seen.size() > 1
                                && complete(seen.get(seen.size() - 1))
                                && seen.get(seen.size() - 1).equals(seen.get(seen.size() - 2));
                    });
            assertThat(processor.status("/readyz")).isEqualTo(200);
            return seen.get(seen.size() - 1);
        }
    }

    private static boolean complete(Outcome outcome) {
        return outcome.statements().entrySet().stream()
                        .filter(statement -> statement.getKey().matches("load-\\d\\|activity\\|run:load-\\d"))
                        .filter(statement -> statement.getValue().contains("\"mlp:complete\", \"value\": true"))
                        .count()
                == Load.RUNS;
    }

    private static void awaitEqual(Wiretap wire, Outcome expected) {
        Awaitility.await("as undisturbed")
                .atMost(SETTLED)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(Outcome.of(wire).differencesFrom(expected)).isEmpty());
    }

    private ProcessorProcess start(KafkaServer kafka, String name) {
        try {
            Path own = Files.createDirectories(folder.resolve(name));
            Path soon = Files.writeString(
                    own.resolve("kafka.properties"), "session.timeout.ms=6000\nheartbeat.interval.ms=1000\n");
            return ProcessorProcess.start(
                    kafka.bootstrap(), own, "--lease=PT1H", "--threads=2", "--kafka-config=" + soon);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long tasks(ProcessorProcess processor) throws IOException {
        return processor
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("kafka_stream_task_process_total"))
                .count();
    }

    /**
     * One run after the other: how a run compares with the earlier ones of its experiment depends on which of them came
     * earlier, and Kafka keeps no order between partitions.
     */
    private static void inTurn(Wiretap wire, Admin admin, List<Load.Said> all) {
        for (Load.Said said : all) {
            wire.say(said.topic(), said.runId(), said.record());
            awaitNoLag(admin);
        }
    }

    private List<Load.Said> part(int index, int of) {
        int size = load.middle.size();
        return load.middle.subList(size * index / of, size * (index + 1) / of);
    }

    /** At some hundred records a second, in the order in which they are said. */
    private static CompletableFuture<Void> feed(Wiretap wire, List<Load.Said> part) {
        return CompletableFuture.runAsync(() -> {
            for (Load.Said said : part) {
                wire.murmur(said.topic(), said.runId(), said.record());
                LockSupport.parkNanos(Duration.ofMillis(4).toNanos());
            }
            wire.flush();
        });
    }

    private static void awaitNoLag(Admin admin) {
        Lag lag = new Lag(StreamsSettings.APPLICATION_ID, new SimpleMeterRegistry(), new ReadInputs());
        Awaitility.await("all is processed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> lag.until(admin, Lag.ends(admin, Lag.INPUTS)) == 0);
    }
}
