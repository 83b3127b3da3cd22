package dev.headwater.agent.hardware;

import dev.headwater.agent.logging.LateLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The samples of one run in this process: its share of the work on this host, when it is due. What is the host's is
 * sampled by one process of the run on it; what is a process's by one process of each rank. One thread.
 */
public final class Sampling implements AutoCloseable {

    private static final Logger LOG = new LateLogger();
    private static final int MOST_FAILURES = 3;

    /** Some samplers, and who does their work. */
    static final class Part {

        private final HostLock lock;
        private final long notBefore;
        private final List<Watched> samplers = new ArrayList<>();

        /** @param notBefore of {@link System#nanoTime()}: to let another process come first */
        Part(HostLock lock, long notBefore, List<Sampler> samplers) {
            this.lock = lock;
            this.notBefore = notBefore;
            samplers.forEach(sampler -> this.samplers.add(new Watched(sampler)));
        }

        private void sample(long nowNanos, Gauge gauge) {
            if (nowNanos - notBefore < 0 || !lock.mine()) {
                return;
            }
            for (int i = 0; i < samplers.size(); ) {
                if (samplers.get(i).sample(nowNanos, gauge)) {
                    i++;
                } else {
                    samplers.remove(i).close();
                }
            }
        }

        private void close() {
            samplers.forEach(Watched::close);
            lock.close();
        }
    }

    /** A sampler, and how often in a row it has failed. */
    private static final class Watched {

        private final Sampler sampler;
        private int failures;

        Watched(Sampler sampler) {
            this.sampler = sampler;
        }

        /** @return false when there is no use in asking it again */
        boolean sample(long nowNanos, Gauge gauge) {
            try {
                sampler.sample(nowNanos, gauge);
                failures = 0;
            } catch (RuntimeException e) {
                failures++;
                if (failures >= MOST_FAILURES) {
                    LOG.log(
                            Level.WARNING,
                            "Headwater samples no more with "
                                    + sampler.getClass().getSimpleName(),
                            e);
                    return false;
                }
            }
            return true;
        }

        void close() {
            try {
                sampler.close();
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "Headwater could not close a sampler: {0}", e);
            }
        }
    }

    private final List<Part> parts;
    private final Pace pace;
    private final LongSupplier processorNanos;
    private long dueAt;
    private long sampledAt;
    private boolean sampled;

    /** @param processorNanos processor time of this thread, and of what works for it */
    Sampling(List<Part> parts, Pace pace, LongSupplier processorNanos, long nowNanos) {
        this.parts = parts;
        this.pace = pace;
        this.processorNanos = processorNanos;
        this.dueAt = nowNanos;
    }

    /** Samples that are never taken. */
    public static Sampling none() {
        return new Sampling(List.of(), new Pace(1, 1, 0), () -> 0, 0);
    }

    public boolean due(long nowNanos) {
        return !parts.isEmpty() && nowNanos - dueAt >= 0;
    }

    /** Takes the samples; the next are due an interval later. */
    public void sample(long nowNanos, Gauge gauge) {
        take(nowNanos, gauge);
        dueAt = nowNanos + pace.intervalNanos();
    }

    /** Takes the last samples, so that the energy and the traffic since the one before are not lost. */
    public void last(long nowNanos, Gauge gauge) {
        if (sampled && nowNanos > sampledAt) {
            take(nowNanos, gauge);
        }
    }

    private void take(long nowNanos, Gauge gauge) {
        long before = processorNanos.getAsLong();
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).sample(nowNanos, gauge);
        }
        sampled = true;
        sampledAt = nowNanos;
        pace.pay(Math.max(0, processorNanos.getAsLong() - before), nowNanos);
    }

    /** Leaves the host to the other processes of the run. */
    @Override
    public void close() {
        parts.forEach(Part::close);
    }
}
