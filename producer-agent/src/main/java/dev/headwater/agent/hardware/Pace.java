package dev.headwater.agent.hardware;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * How often to sample, so that sampling costs no more processor time than it may.
 *
 * <p>Model: an account that fills with the budget's share of the time that passes, up to {@value #SAVED_SECONDS} seconds'
 * worth, and pays for each sample. Empty: the interval doubles, and half of the account is lent. Full again, some time
 * later: the interval halves. Each fall back that follows soon on such a rise doubles that time. So the use over an hour
 * is the budget's, and one slow sample, such as the first of a cold JVM, changes nothing. One thread.
 */
final class Pace {

    private static final Logger LOG = new LateLogger();
    private static final int SAVED_SECONDS = 30;
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_INTERVAL = 60 * SECOND;
    private static final long FIRST_PATIENCE = 60 * SECOND;
    private static final long LONGEST_PATIENCE = 16 * FIRST_PATIENCE;

    private final long wanted;
    private final double budget;
    private final double capacity;
    private long interval;
    private double account;
    private long paidAt;
    private long changedAt;
    private boolean rising;
    private long patience = FIRST_PATIENCE;
    private boolean said;

    /**
     * @param wantedNanos nanoseconds from one sample to the next, where the budget allows
     * @param budget share of one processor, such as 0.005
     */
    Pace(long wantedNanos, double budget, long nowNanos) {
        this.wanted = wantedNanos;
        this.budget = budget;
        this.capacity = budget * SAVED_SECONDS * SECOND;
        this.interval = wantedNanos;
        this.account = capacity;
        this.paidAt = nowNanos;
        this.changedAt = nowNanos;
    }

    /** Nanoseconds from one sample to the next, as the budget allows it at present. */
    long intervalNanos() {
        return interval;
    }

    double budget() {
        return budget;
    }

    /** @param cpuNanos processor time of what was done for a sample */
    void pay(long cpuNanos, long nowNanos) {
        account = Math.min(capacity, account + budget * Math.max(0, nowNanos - paidAt)) - cpuNanos;
        paidAt = nowNanos;
        if (account <= 0) {
            account = capacity / 2;
            slower(cpuNanos, nowNanos);
        } else if (interval > wanted && account >= 0.9 * capacity && nowNanos - changedAt >= patience) {
            interval = Math.max(wanted, interval / 2);
            changedAt = nowNanos;
            rising = true;
        }
    }

    private void slower(long cpuNanos, long nowNanos) {
        if (rising && nowNanos - changedAt < 2 * patience) {
            patience = Math.min(LONGEST_PATIENCE, 2 * patience);
        }
        rising = false;
        changedAt = nowNanos;
        long longest = Math.max(wanted, LONGEST_INTERVAL);
        if (interval < longest) {
            interval = Math.min(longest, 2 * interval);
            if (!said) {
                said = true;
                LOG.log(
                        Level.WARNING,
                        String.format(
                                Locale.ROOT,
                                "Headwater samples hardware every %.1f s, not every %.1f s: the last sample took"
                                        + " %.1f ms of processor time, and the budget is %.2f %% of one processor"
                                        + " (HEADWATER_HARDWARE_BUDGET)",
                                interval / 1e9,
                                wanted / 1e9,
                                cpuNanos / 1e6,
                                100 * budget));
            }
        }
    }
}
