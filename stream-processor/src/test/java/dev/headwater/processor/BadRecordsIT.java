package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.prov.Value;
import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Bad records between good ones, through a real broker: each says why it was set aside, and the good ones flow on. */
@ExtendWith(KafkaExtension.class)
class BadRecordsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MOST_SERIES = 100;
    private static final int SERIES_TRIED = 150;

    private final BundledSchemas schemas = BundledSchemas.load();

    @TempDir
    Path folder = Path.of("");

    private byte[] bytes(Topic topic, SpecificRecord record) {
        return Objects.requireNonNull(new RecordSerializer<>(schemas).serialize(topic.topicName(), record));
    }

    @Test
    void badRecordsAreSetAsideWithTheirReasonsAndGoodOnesFlowOn(KafkaServer kafka) throws Exception {
        kafka.wipe();
        try (Wiretap wire = new Wiretap(kafka.bootstrap());
                ProcessorProcess processor = ProcessorProcess.start(
                                kafka.bootstrap(), folder, "--max-series=" + MOST_SERIES)
                        .untilReady()) {
            Guest good = new Guest("good");
            wire.say(Topic.RUN_EVENTS, "good", good.starts());
            byte[] batch = bytes(Topic.METRICS, good.logs("train", "loss", 0, 3, 2, 1));
            wire.sayRaw(Topic.METRICS, "good", new byte[] {0, 0, 0, 77, 1, 2});
            wire.sayRaw(Topic.METRICS, "good", Arrays.copyOf(batch, batch.length / 2));
            wire.sayRaw(Topic.METRICS, "good", batch);
            wire.sayRaw(Topic.METRICS, "good", bytes(Topic.RUN_EVENTS, new Guest("good").starts()));
            wire.sayRaw(Topic.METRICS, "good", absurd(batch));
            wire.say(Topic.METRICS, "good", good.logs("x", "n".repeat(100_000), 0, 1));
            Guest many = new Guest("many");
            wire.say(Topic.RUN_EVENTS, "many", many.starts());
            for (int i = 0; i < SERIES_TRIED; i++) {
                wire.murmur(Topic.METRICS, "many", many.logs("train", "series-" + i, 0, i));
            }
            wire.flush();
            wire.say(Topic.METRICS, "good", good.logs("train", "loss", 3, 0.5));
            wire.say(Topic.RUN_EVENTS, "good", good.ends(EndStatus.FINISHED));

            int expected = 5 + SERIES_TRIED - MOST_SERIES;
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(wire.hearRaw(Topic.DEAD_LETTERS)).hasSize(expected));
            List<ConsumerRecord<String, byte[]>> letters = wire.hearRaw(Topic.DEAD_LETTERS);
            assertThat(letters).allSatisfy(letter -> {
                assertThat(header(letter, DeadLetter.REASON)).isNotBlank();
                assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo(Topic.METRICS.topicName());
                assertThat(header(letter, DeadLetter.PARTITION)).matches("\\d+");
                assertThat(header(letter, DeadLetter.OFFSET)).matches("\\d+");
            });
            assertThat(kinds(letters, "good"))
                    .containsExactly("rejected", "unreadable", "unreadable", "unreadable", "unreadable");
            assertThat(kinds(letters, "many"))
                    .hasSize(SERIES_TRIED - MOST_SERIES)
                    .containsOnly("bound");

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(points(wire, "series:good/train/loss")).isEqualTo(4L));
        }
    }

    /** A good beginning, and then a length of which no broker takes as many bytes. */
    private static byte[] absurd(byte[] batch) {
        byte[] absurd = batch.clone();
        Arrays.fill(absurd, 6, Math.min(absurd.length, 12), (byte) 0xff);
        return absurd;
    }

    private static List<String> kinds(List<ConsumerRecord<String, byte[]>> letters, String run) {
        return letters.stream()
                .filter(letter -> run.equals(letter.key()))
                .map(letter -> header(letter, DeadLetter.KIND))
                .sorted()
                .toList();
    }

    /** The count of a series as it was said last; 0 while it was not. */
    private static long points(Wiretap wire, String series) {
        return wire.<ProvStatement>hear(Topic.LINEAGE, ProvStatement.getClassSchema()).stream()
                .map(record -> StatementRecords.fromRecord(record.value()))
                .filter(statement -> series.equals(statement.id()))
                .flatMap(statement -> statement.attributes().stream())
                .filter(attribute -> attribute.name().equals("mlp:count"))
                .map(attribute -> ((Value.Int) attribute.value()).number())
                .reduce(0L, Math::max);
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
