package dev.headwater.processor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.Inbox;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real HTTP server. */
class ReceiverTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    private final Inbox inbox = new Inbox();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void aFindingArrivesWholeAsJson() throws Exception {
        assertThat(receiver(Format.JSON).offer(Findings.finding().build())).isInstanceOf(Answer.Taken.class);

        assertThat(inbox.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.path()).isEqualTo("/hook/s3cret");
            assertThat(letter.header("Content-type")).startsWith("application/json");
            assertThat(letter.header("Authorization")).isEqualTo("Bearer t0ken");
            assertThat(letter.header("Idempotency-key"))
                    .isEqualTo("anomaly:r/non-finite/train%2Floss/0/OPEN/1769860801500");
            JsonNode body = new ObjectMapper().readTree(letter.body());
            assertThat(body.get("id").asText()).isEqualTo("anomaly:r/non-finite/train%2Floss/0");
            assertThat(body.get("severity").asText()).isEqualTo("CRITICAL");
            assertThat(body.get("firstStep").asLong()).isEqualTo(18);
            assertThat(body.get("seriesId").isNull()).isTrue();
            assertThat(body.get("windowStart").asText()).isEqualTo("2026-01-31T12:00:00Z");
            assertThat(body.get("evidence").get(0).get("value").asText()).isEqualTo("NaN");
            assertThat(body.size())
                    .isEqualTo(
                            Findings.finding().build().getSchema().getFields().size());
        });
    }

    @Test
    void slackGetsOneTextWithItsOwnCharactersEscaped() throws Exception {
        receiver(Format.SLACK).offer(Findings.finding().build());

        JsonNode body = new ObjectMapper().readTree(inbox.letters().get(0).body());
        assertThat(body.size()).isEqualTo(1);
        assertThat(body.get("text").asText())
                .isEqualTo("*CRITICAL* train/loss is NaN at step 18, &lt;b&gt; &amp; more\n"
                        + "non-finite, run r of digits\nExpected: Every value of a metric is a finite number.");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408, 425, 429})
    void whatMayPassIsTriedLater(int status) throws Exception {
        inbox.answers(status);

        assertThat(receiver(Format.JSON).offer(Findings.finding().build()))
                .isEqualTo(new Answer.Later("it answered " + status, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 410, 422})
    void whatWillNotPassIsARefusal(int status) throws Exception {
        inbox.answers(status);

        assertThat(receiver(Format.JSON).offer(Findings.finding().build()))
                .isEqualTo(new Answer.Refused("it answered " + status));
    }

    @Test
    void theReceiverMaySayWhenToComeBack() throws Exception {
        inbox.answers(429, "Retry-After", "7")
                .answers(503, "Retry-After", "Sat, 31 Jan 2026 12:00:30 GMT")
                .answers(503, "Retry-After", "99999")
                .answers(503, "Retry-After", "Sat, 31 Jan 2026 11:00:00 GMT")
                .answers(503, "Retry-After", "soon");
        Receiver receiver = receiver(Format.JSON);

        assertThat(wait(receiver)).contains(Duration.ofSeconds(7));
        assertThat(wait(receiver)).contains(Duration.ofSeconds(30));
        assertThat(wait(receiver)).contains(Duration.ofMinutes(15));
        assertThat(wait(receiver)).isEmpty();
        assertThat(wait(receiver)).isEmpty();
    }

    @Test
    void aReceiverThatHangsOrIsNotThereIsTriedLaterAndItsAddressIsNotSaid() throws Exception {
        inbox.answers(Inbox.HANG);

        assertThat(receiver(Format.JSON).offer(Findings.finding().build()))
                .isEqualTo(new Answer.Later("no answer within PT1S", Optional.empty()));
        URI nobody = inbox.url("/hook/s3cret");
        inbox.close();
        assertThat(new Receiver(hook(nobody, Format.JSON), NOON)
                        .offer(Findings.finding().build()))
                .isInstanceOfSatisfying(
                        Answer.Later.class,
                        later -> assertThat(later.why()).contains("not reached").doesNotContain("s3cret"));
    }

    @Test
    void aKeyHoldsNothingThatAHeaderCannot() {
        assertThat(Receiver.idempotencyKey(
                        Findings.finding().setId("anomaly:ü b").build()))
                .isEqualTo("anomaly:%C3%BC%20b/OPEN/1769860801500");
    }

    @Test
    void aWebhookDoesNotPrintItsSecrets() {
        assertThat(hook(URI.create("https://hooks.example.org/T0/s3cret"), Format.SLACK))
                .hasToString("webhook ops at https://hooks.example.org");
    }

    private static Optional<Duration> wait(Receiver receiver) throws InterruptedException {
        return ((Answer.Later) receiver.offer(Findings.finding().build())).retryAfter();
    }

    private Receiver receiver(Format format) {
        return new Receiver(hook(inbox.url("/hook/s3cret"), format), NOON);
    }

    private static Webhook hook(URI url, Format format) {
        return new Webhook(
                "ops",
                url,
                format,
                Map.of("Authorization", "Bearer t0ken"),
                Severity.WARNING,
                List.of(),
                List.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                3);
    }
}
