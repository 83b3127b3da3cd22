package dev.headwater.agent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The duties of all open runs. The collector's thread works on them; whoever closes the collector writes the ends that are
 * left, should that thread be held up. One that fails does not hold up the others.
 */
final class Duties {

    private static final long ENDS_NANOS = 300_000_000L;
    private static final long REST_NANOS = 1_000_000L;
    /** For all runs together, in one round. */
    private static final long PROBES_NANOS = 4_000_000L;
    /** When the process ends, for all runs together: enough for files of some megabytes that nobody has got to yet. */
    private static final long LAST_PROBES_NANOS = 200_000_000L;

    private final Failures failures;
    private final ReentrantLock onDuty = new ReentrantLock();
    private final Queue<RunDuty> duties = new ConcurrentLinkedQueue<>();

    Duties(Failures failures) {
        this.failures = failures;
    }

    void add(RunDuty duty) {
        duties.add(duty);
    }

    /**
     * One round. For the collector's thread.
     *
     * @param urgent true when the process is about to end: probes are abandoned
     * @return how much was done
     */
    int doWork(long nowNanos, boolean urgent) {
        int work = 0;
        long probeUntil = nowNanos + (urgent ? LAST_PROBES_NANOS : PROBES_NANOS);
        for (RunDuty duty : duties) {
            // Whoever ends the process may have a turn between two runs.
            onDuty.lock();
            try {
                work += attempt(duty, nowNanos, probeUntil, urgent);
            } finally {
                onDuty.unlock();
            }
        }
        duties.removeIf(RunDuty::done);
        return work;
    }

    /**
     * Has all runs that ended say so in the journal, without a look at what else they wait for: whoever ships it later, it
     * is complete. The collector's thread may be held up just now by a connection or a name that is looked up.
     */
    void writeEnds() {
        long begun = System.nanoTime();
        boolean mine = false;
        try {
            mine = onDuty.tryLock(ENDS_NANOS, TimeUnit.NANOSECONDS);
            while (mine && !duties.isEmpty()) {
                duties.forEach(duty -> attempt(duty, System.nanoTime(), begun + LAST_PROBES_NANOS, true));
                duties.removeIf(RunDuty::done);
                if (System.nanoTime() - begun >= ENDS_NANOS) {
                    break;
                }
                if (!duties.isEmpty()) {
                    // Some thread is in the middle of its last log call.
                    LockSupport.parkNanos(REST_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (mine) {
                onDuty.unlock();
            }
        }
    }

    private int attempt(RunDuty duty, long nowNanos, long probeUntil, boolean urgent) {
        try {
            return duty.doWork(nowNanos, probeUntil, urgent);
        } catch (RuntimeException | Error e) {
            failures.say(e);
            duty.failed();
            return 0;
        }
    }
}
