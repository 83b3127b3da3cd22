package dev.headwater.agent.hardware;

/** Measures something once per call. One thread. */
@FunctionalInterface
public interface Sampler extends AutoCloseable {

    /** @param nowNanos of {@link System#nanoTime()} */
    void sample(long nowNanos, Gauge gauge);

    /** Gives back what it holds; there is no sample after this. */
    @Override
    default void close() {}
}
