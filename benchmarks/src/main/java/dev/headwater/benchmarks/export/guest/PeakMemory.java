package dev.headwater.benchmarks.export.guest;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** How much memory this process needs at most. */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String HIGHEST = "VmHWM:";
    private static final String WHOLE = "end of major GC";

    private final AtomicLong heap = new AtomicLong();

    private PeakMemory() {}

    /** Looks on from now on. */
    static PeakMemory watch() {
        PeakMemory peak = new PeakMemory();
        Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        ManagementFactory.getGarbageCollectorMXBeans()
                .forEach(collector -> ((NotificationEmitter) collector)
                        .addNotificationListener(
                                (collection, any) -> peak.seen(
                                        GarbageCollectionNotificationInfo.from(
                                                (CompositeData) collection.getUserData()),
                                        pools),
                                null,
                                null));
        return peak;
    }

    private void seen(GarbageCollectionNotificationInfo collection, Set<String> pools) {
        if (!collection.getGcAction().equals(WHOLE)) {
            return;
        }
        long after = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
        heap.accumulateAndGet(after, Math::max);
    }

    /** Bytes that are in use after a collection of the whole heap; 0 if there was none. */
    long heap() {
        return heap.get();
    }

    /** Bytes of the machine's memory, shared ones included; 0 where Linux does not tell. */
    static long resident() {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(HIGHEST))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
