package dev.headwater.processor.completeness;

import org.jspecify.annotations.Nullable;

/**
 * How much of something arrived.
 *
 * @param expected how many there must be, as their senders said at their end; null while none of them has said so
 * @param received how many arrived, duplicates not counted
 * @param duplicate how many arrived again
 * @param missing how many are known to exist and did not arrive
 * @param complete every sender has said how many there must be, and exactly those arrived
 */
public record Tally(@Nullable Long expected, long received, long duplicate, long missing, boolean complete) {

    /** Nothing sent, nothing expected: the neutral element of {@link #plus}. */
    public static final Tally NONE = new Tally(null, 0, 0, 0, true);

    static Tally of(Counter counter, @Nullable Long expected, long claimed) {
        long received = counter.received();
        long known = Math.max(Math.max(counter.highest() + 1, claimed), expected == null ? 0 : expected);
        return new Tally(
                expected,
                received,
                counter.duplicates(),
                Math.max(0, known - received),
                expected != null && expected == received);
    }

    public Tally plus(Tally other) {
        Long more = other.expected;
        Long sum = expected == null ? more : more == null ? expected : Long.valueOf(expected + more);
        return new Tally(
                sum,
                received + other.received,
                duplicate + other.duplicate,
                missing + other.missing,
                complete && other.complete);
    }
}
