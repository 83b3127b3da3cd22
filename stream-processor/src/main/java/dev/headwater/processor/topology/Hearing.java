package dev.headwater.processor.topology;

/**
 * Tells silence from deafness. This process does not hear what is said while it is down, while it stands still, and while
 * it works off what came in meanwhile; silence counts only beside that.
 */
final class Hearing {

    /** Ticks come every second; a longer gap means that nothing could be heard in it. */
    private static final long STANDSTILL_MILLIS = 10_000;

    /** Records are no older than this when nothing waits. */
    private static final long CURRENT_MILLIS = 10_000;

    private long since;
    private long tickedAt;
    private long arrivedAt;
    /** Age of the youngest record since the last tick. */
    private long youngest = Long.MAX_VALUE;
    /** Age of the youngest record before the last tick that had any. */
    private long behind;
    /** When the backlog was first seen, and how old it was then. */
    private long backlogSince;

    private long backlogAge;

    Hearing(long now) {
        since = now;
        tickedAt = now;
    }

    /** A record was taken; its timestamp is the sender's clock. */
    void arrived(long now, long timestamp) {
        arrivedAt = now;
        youngest = Math.min(youngest, Math.max(0, now - timestamp));
    }

    void tick(long now) {
        if (now - tickedAt > STANDSTILL_MILLIS) {
            since = now;
        }
        tickedAt = now;
        if (youngest == Long.MAX_VALUE) {
            return;
        }
        boolean wasCurrent = behind <= CURRENT_MILLIS;
        behind = youngest;
        youngest = Long.MAX_VALUE;
        if (wasCurrent) {
            backlogSince = now;
            backlogAge = behind;
        }
    }

    /** Whether what was last heard at a time has been silent for longer than its lease by now. */
    boolean silent(long heardAt, long leaseMillis, long now) {
        return now - Math.max(heardAt, since) > leaseMillis && !catchingUp(leaseMillis, now);
    }

    /** What does not get younger is no backlog but the clock of a sender that is slow. It is believed for one lease. */
    private boolean catchingUp(long leaseMillis, long now) {
        long working = now - backlogSince;
        return now - arrivedAt < leaseMillis
                && behind > leaseMillis
                && (working < leaseMillis || behind <= backlogAge - working / 10);
    }
}
