package dev.headwater.agent;

import java.util.concurrent.locks.LockSupport;

/** A training loop for tests: logs one point after another, each with its number as step and value, and times each call. */
final class Load {

    private final Metric metric;
    private final CallTimes times = new CallTimes();
    private long logged;
    private volatile boolean stopped;

    Load(Metric metric) {
        this.metric = metric;
        log(2_000);
    }

    /** Logs so many points more. */
    void log(int points) {
        for (int i = 0; i < points; i++) {
            long before = System.nanoTime();
            metric.log(logged, logged);
            long after = System.nanoTime();
            times.add(before, after, System.nanoTime());
            logged++;
            if (logged % 200 == 0) {
                // A few hundred thousand points a second: more than any training, and room for the others of this
                // machine.
                LockSupport.parkNanos(500_000);
            }
        }
    }

    /** Goes on in a thread until {@link #stop}. */
    Thread inBackground() {
        Thread thread = new Thread(
                () -> {
                    while (!stopped) {
                        log(1_000);
                    }
                },
                "load");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    void stop(Thread thread) throws InterruptedException {
        stopped = true;
        thread.join();
    }

    long logged() {
        return logged;
    }

    CallTimes times() {
        return times;
    }
}
