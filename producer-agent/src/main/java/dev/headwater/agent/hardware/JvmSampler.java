package dev.headwater.agent.hardware;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Heap and garbage collection of this JVM, as device {@code jvm}. */
public final class JvmSampler implements Sampler {

    private long gcBefore = -1;
    private long sampledAt;

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        gauge.measured(
                "jvm",
                "heap_used",
                "By",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        long gc = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            gc += Math.max(0, collector.getCollectionTime());
        }
        if (gcBefore >= 0 && nowNanos > sampledAt) {
            // Share of the time since the last sample that was spent collecting.
            gauge.measured("jvm", "gc_time", "1", (gc - gcBefore) * 1e6 / (nowNanos - sampledAt));
        }
        gcBefore = gc;
        sampledAt = nowNanos;
    }
}
