package dev.headwater.agent.hardware;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;

/** Heap and garbage collection of this JVM. */
public final class JvmSampler implements Sampler {

    private final String device;
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private long gcBefore = -1;
    private long sampledAt;

    /** @param device name of the JVM among the devices */
    public JvmSampler(String device) {
        this.device = device;
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        gauge.measured(device, "heap_used", "By", memory.getHeapMemoryUsage().getUsed());
        long gc = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            gc += Math.max(0, collector.getCollectionTime());
        }
        if (gcBefore >= 0 && nowNanos > sampledAt) {
            // Share of the time since the last sample that was spent collecting.
            gauge.measured(device, "gc_time", "1", (gc - gcBefore) * 1e6 / (nowNanos - sampledAt));
        }
        gcBefore = gc;
        sampledAt = nowNanos;
    }
}
