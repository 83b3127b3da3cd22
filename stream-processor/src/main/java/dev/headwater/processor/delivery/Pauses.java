package dev.headwater.processor.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is repeated: twice as long each time, and somewhere between half of that and all of
 * it, so that many senders do not come back at once.
 */
final class Pauses {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    Pauses(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * @param failures so far, from 1
     * @param asked what the receiver asked for; never less than that
     */
    Duration after(int failures, Optional<Duration> asked) {
        long most = longest.toMillis();
        long doubled = failures > 30 ? most : Math.min(most, first.toMillis() << (failures - 1));
        long own = doubled / 2 + (long) (random.nextDouble() * (doubled - doubled / 2));
        return Duration.ofMillis(Math.max(own, asked.map(Duration::toMillis).orElse(0L)));
    }
}
