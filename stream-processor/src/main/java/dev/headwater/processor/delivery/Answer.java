package dev.headwater.processor.delivery;

import java.time.Duration;
import java.util.Optional;

/** What came of one request to a receiver. */
sealed interface Answer {

    /** It has taken the finding. */
    record Taken() implements Answer {}

    /**
     * It cannot take it now: not reached, too slow, overloaded, failing.
     *
     * @param retryAfter when it said that it should be asked again
     */
    record Later(String why, Optional<Duration> retryAfter) implements Answer {}

    /** It will not take it, as far as can be told. */
    record Refused(String why) implements Answer {}
}
