package dev.headwater.processor.delivery;

import dev.headwater.anomaly.Anomaly;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The other end of a webhook, asked over HTTP. */
final class Receiver {

    /** As in draft-ietf-httpapi-idempotency-key-header: the same for each repetition of a finding in one state. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(15);

    private final Webhook hook;
    private final Clock clock;
    private final HttpClient http;

    Receiver(Webhook hook, Clock clock) {
        this.hook = hook;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(hook.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    Answer offer(Anomaly finding) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(hook.url())
                .timeout(hook.timeout())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "headwater-processor")
                .header(IDEMPOTENCY_KEY, idempotencyKey(finding));
        hook.headers().forEach(request::setHeader);
        request.POST(HttpRequest.BodyPublishers.ofString(hook.format().body(finding)));
        try {
            HttpResponse<Void> response = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            return answer(response);
        } catch (HttpTimeoutException e) {
            return new Answer.Later("no answer within " + hook.timeout(), Optional.empty());
        } catch (IOException e) {
            // Only what kind of failure it was: a message may quote the address.
            return new Answer.Later("not reached (" + e.getClass().getSimpleName() + ")", Optional.empty());
        }
    }

    private Answer answer(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Answer.Taken();
        }
        String why = "it answered " + status;
        boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
        return passing ? new Answer.Later(why, retryAfter(response)) : new Answer.Refused(why);
    }

    /** Seconds, or a date (RFC 9110, 10.2.3). */
    private Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(text ->
                        text.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : until(text))
                .map(wait -> wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait)
                .filter(wait -> !wait.isNegative());
    }

    private Optional<Duration> until(String date) {
        try {
            Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), then));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Id, state and time of telling; what a header cannot hold is percent-encoded. */
    static String idempotencyKey(Anomaly finding) {
        String key = finding.getId() + "/" + finding.getState() + "/"
                + finding.getDetectedAt().toEpochMilli();
        StringBuilder encoded = new StringBuilder();
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b));
            }
        }
        return encoded.toString();
    }
}
