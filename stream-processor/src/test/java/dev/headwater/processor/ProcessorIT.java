package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.lineage.StatementKind;
import dev.headwater.schemas.Topic;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class ProcessorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void wipe(KafkaServer kafka) {
        kafka.wipe();
    }

    @Test
    void aRunGoesThroughARealBrokerAndTheProcessStopsInOrder(KafkaServer kafka) throws Exception {
        try (ProcessorProcess processor =
                        ProcessorProcess.start(kafka.bootstrap(), folder).untilReady();
                Wiretap wire = new Wiretap(kafka.bootstrap())) {
            Guest guest = new Guest("run-1");
            wire.say(Topic.RUN_EVENTS, "run-1", guest.starts());
            wire.sayRaw(Topic.METRICS, "run-1", "not framed".getBytes(StandardCharsets.UTF_8));
            wire.say(Topic.METRICS, "run-1", guest.logs("train", "loss", 0, 2, 1, Double.NaN));
            wire.say(Topic.HARDWARE, "run-1", guest.uses("node-7", "gpu0", 250, 250.5));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(anomalies(wire)).hasSize(1));
            wire.say(Topic.RUN_EVENTS, "run-1", guest.ends(EndStatus.FAILED));
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(attribute(wire, "activity|run:run-1", "mlp:status")).isEqualTo("FAILED");
                assertThat(attribute(wire, "activity|run:run-1", "mlp:complete"))
                        .isEqualTo(true);
                assertThat(attribute(wire, "entity|series:run-1/train/loss", "mlp:count"))
                        .isEqualTo(3L);
                assertThat(attribute(wire, "entity|resource:run-1/node-7/gpu0/energy", "mlp:sum"))
                        .isEqualTo(500.5);
                assertThat(attribute(wire, "activity|run:run-1", "mlp:energy")).isEqualTo(500.5);
            });

            assertThat(wire.hearRaw(Topic.DEAD_LETTERS)).singleElement().satisfies(letter -> {
                assertThat(letter.value()).asString().isEqualTo("not framed");
                assertThat(letter.headers().lastHeader("headwater.reason").value())
                        .asString()
                        .contains("framing");
            });
            assertThat(processor.get("/topology").body()).contains("Processor: dedupe");
            assertThat(processor.get("/metrics").body()).contains("kafka_stream");
            assertThat(processor.get("/subjects").body()).contains("headwater.lineage-value");
            long stopping = System.nanoTime();
            assertThat(processor.stop()).isZero();
            System.out.println(
                    "SIGTERM to exit: " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stopping) + " ms");
        }
    }

    @Test
    void findingsArriveSoon(KafkaServer kafka) throws Exception {
        try (ProcessorProcess processor =
                        ProcessorProcess.start(kafka.bootstrap(), folder).untilReady();
                Wiretap wire = new Wiretap(kafka.bootstrap())) {
            List<Long> millis = new ArrayList<>();
            try (KafkaConsumer<String, byte[]> listener = wire.listen(Topic.ANOMALIES)) {
                for (int i = 0; i < 40; i++) {
                    Guest guest = new Guest("s-" + i);
                    wire.say(Topic.RUN_EVENTS, guest.runId, guest.starts());
                    long said = System.nanoTime();
                    wire.say(Topic.METRICS, guest.runId, guest.logs("train", "loss", 0, 1, Double.NaN));
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> !listener.poll(Duration.ofMillis(100)).isEmpty());
                    millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - said));
                }
            }
            // The first ones pay for what is loaded and connected once.
            List<Long> warm =
                    millis.subList(10, millis.size()).stream().sorted().toList();
            long median = warm.get(warm.size() / 2);
            System.out.println("NaN sent to anomaly received: median " + median + " ms, worst "
                    + warm.get(warm.size() - 1) + " ms of " + warm.size());
            assertThat(median).isLessThan(1000);
            assertThat(processor.status("/livez")).isEqualTo(200);
        }
    }

    @Test
    void runsOfDifferentPartitionsMeet(KafkaServer kafka) throws Exception {
        String weights = "c".repeat(64);
        try (ProcessorProcess processor =
                        ProcessorProcess.start(kafka.bootstrap(), folder).untilReady();
                Wiretap wire = new Wiretap(kafka.bootstrap())) {
            for (int i = 0; i < 12; i++) {
                Guest user = new Guest("user-" + i);
                wire.say(Topic.RUN_EVENTS, user.runId, user.says(artifact(ArtifactDirection.INPUT, weights)));
            }
            Guest maker = new Guest("maker");
            wire.say(Topic.RUN_EVENTS, maker.runId, maker.says(artifact(ArtifactDirection.OUTPUT, weights)));

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    wire.<ProvStatement>hear(Topic.LINEAGE, ProvStatement.getClassSchema()).stream()
                                            .map(ConsumerRecord::value)
                                            .filter(said -> said.getKind() == StatementKind.WAS_INFORMED_BY)
                                            .map(said -> said.getFormal().get("informed") + " "
                                                    + said.getFormal().get("informant")))
                            .hasSize(12)
                            .contains("run:user-0 run:maker", "run:user-11 run:maker"));

            Map<String, Set<Integer>> partitions = new TreeMap<>();
            for (ConsumerRecord<String, ProvStatement> said :
                    wire.<ProvStatement>hear(Topic.LINEAGE, ProvStatement.getClassSchema())) {
                partitions
                        .computeIfAbsent(said.value().getRunId(), run -> new TreeSet<>())
                        .add(said.partition());
            }
            assertThat(partitions.values())
                    .as("all that is said of a run is in its partition")
                    .allSatisfy(ofRun -> assertThat(ofRun).hasSize(1));
            assertThat(partitions.values().stream().distinct().count())
                    .as("the runs are spread")
                    .isGreaterThan(1);
            assertThat(processor.status("/livez")).isEqualTo(200);
        }
    }

    private static ArtifactLogged artifact(ArtifactDirection direction, String sha256) {
        return ArtifactLogged.newBuilder()
                .setDirection(direction)
                .setKind(ArtifactKind.CHECKPOINT)
                .setName("weights")
                .setSha256(sha256)
                .build();
    }

    private static List<ConsumerRecord<String, Anomaly>> anomalies(Wiretap wire) {
        return wire.hear(Topic.ANOMALIES, Anomaly.getClassSchema());
    }

    private static Object attribute(Wiretap wire, String key, String name) {
        Map<String, ProvStatement> last = new TreeMap<>();
        for (ConsumerRecord<String, ProvStatement> record :
                wire.<ProvStatement>hear(Topic.LINEAGE, ProvStatement.getClassSchema())) {
            last.put(record.key().substring(record.key().indexOf('|') + 1), record.value());
        }
        ProvStatement statement = last.get(key);
        if (statement == null) {
            return "nothing was said of " + key;
        }
        return statement.getAttributes().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .map(attribute -> attribute.getValue())
                .findFirst()
                .orElse("");
    }
}
