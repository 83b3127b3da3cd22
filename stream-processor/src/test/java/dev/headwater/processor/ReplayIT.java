package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.EndStatus;
import dev.headwater.schemas.Topic;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The replay of the operations guide, with the very arguments that stand there. */
@ExtendWith(KafkaExtension.class)
class ReplayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void wipe(KafkaServer kafka) {
        kafka.wipe();
    }

    @Test
    void aReplayFindsAgainWhatWasFoundAndWritesNothingElse(KafkaServer kafka) throws Exception {
        try (Wiretap wire = new Wiretap(kafka.bootstrap())) {
            try (ProcessorProcess processor =
                    ProcessorProcess.start(kafka.bootstrap(), folder).untilReady()) {
                for (int i = 0; i < 8; i++) {
                    Guest guest = new Guest("replayed-" + i);
                    wire.say(Topic.RUN_EVENTS, guest.runId, guest.starts());
                    wire.say(Topic.METRICS, guest.runId, guest.logs("train", "loss", 0, 1, 2, Double.NaN));
                    wire.say(Topic.RUN_EVENTS, guest.runId, guest.ends(EndStatus.FINISHED));
                }
                wire.sayRaw(Topic.METRICS, "replayed-0", "not framed".getBytes(StandardCharsets.UTF_8));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ids(wire, Topic.ANOMALIES.topicName()))
                                .hasSizeGreaterThanOrEqualTo(8));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> wire.hearRaw(Topic.DEAD_LETTERS).size() == 1);
                assertThat(processor.stop()).isZero();
            }
            List<String> found = ids(wire, Topic.ANOMALIES.topicName());
            int statements = wire.hearRaw(Topic.LINEAGE).size();
            int chunks = wire.hearRaw(Topic.SERIES).size();

            List<String> arguments = new OperationsGuide().replay();
            try (ProcessorProcess replay =
                    ProcessorProcess.start(kafka.bootstrap(), folder, arguments.toArray(String[]::new))) {
                assertThat(replay.await(PATIENCE)).isZero();
                assertThat(ids(wire, arguments.get(arguments.size() - 1)))
                        .as(replay.log())
                        .isEqualTo(found);
            }
            assertThat(ids(wire, Topic.ANOMALIES.topicName())).isEqualTo(found);
            assertThat(wire.hearRaw(Topic.LINEAGE)).hasSize(statements);
            assertThat(wire.hearRaw(Topic.SERIES)).hasSize(chunks);
            assertThat(wire.hearRaw(Topic.DEAD_LETTERS)).hasSize(1);
        }
    }

    private static List<String> ids(Wiretap wire, String topic) {
        return wire.<Anomaly>hear(topic, Anomaly.getClassSchema()).stream()
                .map(record -> record.value().getId() + " " + record.value().getState())
                .sorted()
                .toList();
    }
}
