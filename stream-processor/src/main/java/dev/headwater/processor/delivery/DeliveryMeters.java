package dev.headwater.processor.delivery;

import dev.headwater.schemas.DeadLetter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the findings of one webhook. */
final class DeliveryMeters {

    private final MeterRegistry meters;
    private final Clock clock;
    private final Counter delivered;
    private final Counter failed;
    private volatile @Nullable Instant waitingSince;

    DeliveryMeters(MeterRegistry meters, String hook, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        delivered = Counter.builder("headwater.webhook.deliveries")
                .description("Findings that the receiver of a webhook has taken")
                .tag("webhook", hook)
                .register(meters);
        failed = Counter.builder("headwater.webhook.failures")
                .description("Requests to the receiver of a webhook that failed or were refused")
                .tag("webhook", hook)
                .register(meters);
        Gauge.builder("headwater.webhook.queue.age", this::age)
                .description("How long the oldest finding waits that the receiver of a webhook has not taken")
                .baseUnit("seconds")
                .tag("webhook", hook)
                .register(meters);
    }

    void delivered() {
        delivered.increment();
    }

    void failed() {
        failed.increment();
    }

    void setAside(DeadLetter.Kind kind) {
        Counter.builder("headwater.dead.letters")
                .tag("kind", kind.word())
                .register(meters)
                .increment();
    }

    /** @param detectedAt of the finding that waits */
    void waitsSince(Instant detectedAt) {
        waitingSince = detectedAt;
    }

    void waitsForNothing() {
        waitingSince = null;
    }

    private double age() {
        Instant since = waitingSince;
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1_000.0);
    }
}
