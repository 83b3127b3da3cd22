package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.anomaly.Anomaly;
import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Findings reach their receivers, whatever these and the processor go through. */
@ExtendWith(KafkaExtension.class)
class WebhookIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void wipe(KafkaServer kafka) {
        kafka.wipe();
    }

    @Test
    void nothingIsLostOverABadReceiverAndAKilledProcessor(KafkaServer kafka) throws Exception {
        try (Inbox inbox = new Inbox();
                Inbox away = new Inbox();
                Wiretap wire = new Wiretap(kafka.bootstrap())) {
            Path hooks = hooks("""
                    webhooks:
                      - {name: ops, url: '%s', retry: PT0.05S, longest-retry: PT0.2S, timeout: PT1S}
                      - {name: away, url: '%s', retry: PT0.1S, severity: info}
                      - {name: other-team, url: '%s', experiments: speech/*}
                    """.formatted(inbox.url("/ops/s3cret"), away.url("/away"), inbox.url("/other")));
            away.close();
            Path rules = Files.writeString(folder.resolve("rules.yaml"), "rules:\n  non-finite: {enabled: true}\n");
            ProcessorProcess processor = ProcessorProcess.start(
                            kafka.bootstrap(), folder, "--webhooks=" + hooks, "--rules=" + rules)
                    .untilReady();
            try {
                inbox.answers(500, 503).answers(429, "Retry-After", "1").answers(Inbox.HANG);
                raise(wire, 0, 5);
                Awaitility.await().atMost(PATIENCE).until(() -> inbox.taken().size() >= 5);

                inbox.usually(503);
                raise(wire, 5, 10);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(findings(wire)).hasSize(10));
                assertThat(processor.get("/metrics").body())
                        .contains("headwater_webhook_deliveries_total{webhook=\"ops\"} 5.0")
                        .contains("headwater_webhook_deliveries_total{webhook=\"away\"} 0.0")
                        .containsPattern("headwater_webhook_queue_age_seconds\\{webhook=\"away\"} [1-9]")
                        .containsPattern("headwater_webhook_failures_total\\{webhook=\"ops\"} [1-9]");
                assertThat(told(processor.get("/metrics").body())).isEqualTo(new OperationsGuide().metrics());
                processor.kill();
                raise(wire, 10, 15);
                processor = ProcessorProcess.start(kafka.bootstrap(), folder, "--webhooks=" + hooks);
                inbox.usually(200);

                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ids(inbox.taken()))
                                .containsAll(findings(wire))
                                .hasSizeGreaterThanOrEqualTo(15));
                assertThat(findings(wire)).hasSize(15);
                // What came twice can be told by its key.
                assertThat(inbox.taken().stream()
                                .map(letter -> letter.header("Idempotency-key"))
                                .distinct())
                        .hasSize(15);
                assertThat(inbox.letters()).extracting(Inbox.Letter::path).containsOnly("/ops/s3cret");
                assertThat(processor.log())
                        .contains("webhook ops at http://127.0.0.1")
                        .doesNotContain("s3cret");
                long stopping = System.nanoTime();
                assertThat(processor.stop()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(12));
            } finally {
                processor.close();
            }
        }
    }

    @Test
    void whatAReceiverRefusesGoesToTheDeadLettersAndTheNextIsOffered(KafkaServer kafka) throws Exception {
        try (Inbox inbox = new Inbox();
                Wiretap wire = new Wiretap(kafka.bootstrap())) {
            inbox.answers(404, 404, 404);
            Path hooks = hooks("webhooks: [{name: chat, url: '%s', format: slack, retry: PT0.05S, tries: 3}]"
                    .formatted(inbox.url("/chat/s3cret")));
            try (ProcessorProcess processor = ProcessorProcess.start(kafka.bootstrap(), folder, "--webhooks=" + hooks)
                    .untilReady()) {
                raise(wire, 0, 1);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(wire.hearRaw(Topic.DEAD_LETTERS))
                                .singleElement()
                                .satisfies(letter -> {
                                    assertThat(letter.key()).isEqualTo("hook-0");
                                    assertThat(header(letter.headers().lastHeader(DeadLetter.REASON)))
                                            .contains("webhook chat", "3 tries", "404")
                                            .doesNotContain("s3cret");
                                    assertThat(header(letter.headers().lastHeader(DeadLetter.KIND)))
                                            .isEqualTo("undelivered");
                                    assertThat(header(letter.headers().lastHeader(DeadLetter.TOPIC)))
                                            .isEqualTo("headwater.anomalies");
                                    assertThat(header(letter.headers().lastHeader(DeadLetter.STAGE)))
                                            .isEqualTo("webhook chat");
                                }));
                raise(wire, 1, 2);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(inbox.taken())
                                .singleElement()
                                .satisfies(letter -> assertThat(letter.body())
                                        .contains("hook-1")
                                        .startsWith("{\"text\":")));
                assertThat(processor.get("/metrics").body())
                        .contains("headwater_dead_letters_total{kind=\"undelivered\"} 1.0");
            }
        }
    }

    /** Names of our metrics, each with a text that explains it. */
    private static Set<String> told(String scraped) {
        return Pattern.compile("# HELP (headwater_\\w+) \\S+")
                .matcher(scraped)
                .results()
                .map(help -> help.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void raise(Wiretap wire, int from, int to) {
        for (int i = from; i < to; i++) {
            Guest guest = new Guest("hook-" + i);
            wire.say(Topic.RUN_EVENTS, guest.runId, guest.starts());
            wire.say(Topic.METRICS, guest.runId, guest.logs("train", "loss", 0, Double.NaN));
        }
    }

    private static List<String> findings(Wiretap wire) {
        return wire.<Anomaly>hear(Topic.ANOMALIES, Anomaly.getClassSchema()).stream()
                .map(record -> record.value().getId())
                .toList();
    }

    private static List<String> ids(List<Inbox.Letter> letters) {
        return letters.stream()
                .map(letter -> {
                    try {
                        JsonNode body = new ObjectMapper().readTree(letter.body());
                        return body.get("id").asText();
                    } catch (JsonProcessingException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static String header(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private Path hooks(String text) throws IOException {
        return Files.writeString(folder.resolve("hooks.yaml"), text);
    }
}
