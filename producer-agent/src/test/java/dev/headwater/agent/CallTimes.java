package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long log calls took. On a loaded machine the scheduler takes a thread off its processor for milliseconds, whatever it
 * does: so between any two calls the same clock is read twice with nothing in between, and what happened there is allowed
 * for.
 */
final class CallTimes {

    private static final long MILLISECOND = 1_000_000;

    private long calls;
    private long slow;
    private long slowWithoutCall;
    private long longest;
    private long longestWithoutCall;

    /** @param around before the call, after it, and once more at once, in nanoseconds */
    void add(long before, long after, long around) {
        calls++;
        slow += after - before >= MILLISECOND ? 1 : 0;
        slowWithoutCall += around - after >= MILLISECOND ? 1 : 0;
        longest = Math.max(longest, after - before);
        longestWithoutCall = Math.max(longestWithoutCall, around - after);
    }

    /**
     * At least 99.95 % of the calls were under a millisecond (the others a scheduler may interrupt, and does on a busy
     * machine, now and then for hundreds of them), and none was held up as long as a thread that waits for a broker would be.
     */
    void assertNoCallWaited() {
        assertThat(slow).as("%s", this).isLessThanOrEqualTo(calls / 2_000 + slowWithoutCall + 3);
        assertThat(longest).as("%s", this).isLessThan(1_000 * MILLISECOND + longestWithoutCall);
    }

    long calls() {
        return calls;
    }

    @Override
    public String toString() {
        return calls + " calls, " + slow + " of 1 ms or more (" + slowWithoutCall + " times without a call), longest "
                + longest / 1_000 + " us (" + longestWithoutCall / 1_000 + " us without a call)";
    }
}
