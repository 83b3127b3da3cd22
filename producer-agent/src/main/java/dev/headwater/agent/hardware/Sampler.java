package dev.headwater.agent.hardware;

/** Measures something once per call. One thread. */
@FunctionalInterface
public interface Sampler {

    /** @param nowNanos of {@link System#nanoTime()} */
    void sample(long nowNanos, Gauge gauge);
}
