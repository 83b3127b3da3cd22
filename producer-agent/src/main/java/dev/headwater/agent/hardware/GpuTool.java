package dev.headwater.agent.hardware;

import java.util.Collection;

/** A way to ask all GPUs of one make. Never waits; starts no thread. One thread. */
interface GpuTool extends AutoCloseable {

    /**
     * Takes in what has been said by now.
     *
     * @param intervalNanos time between two readings that is wanted
     */
    void poll(long nowNanos, long intervalNanos);

    /** One for each GPU that was ever heard of. */
    Collection<GpuReading> readings();

    /** Processor time, in nanoseconds, that asking has cost so far beyond that of the calling thread. */
    long processorNanos();

    @Override
    void close();
}
