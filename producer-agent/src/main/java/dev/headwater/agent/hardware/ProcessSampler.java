package dev.headwater.agent.hardware;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time, resident memory and threads of a process and all its descendants, as device {@code process}. Utilization
 * is in units of the whole host: 1 when all processors work for the tree.
 */
public final class ProcessSampler implements Sampler {

    private final ProcFiles proc;
    private final long pid;
    private final int processors;
    private Map<Long, Long> nanosBefore = new HashMap<>();
    private long sampledAt;

    /** @param proc the directory {@code /proc} */
    public ProcessSampler(Path proc, long pid, int processors) {
        this.proc = new ProcFiles(proc);
        this.pid = pid;
        this.processors = processors;
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        List<ProcessHandle> tree = ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .toList();
        if (tree.isEmpty()) {
            return;
        }
        Map<Long, Long> nanos = new HashMap<>();
        long rss = 0;
        long threads = 0;
        for (ProcessHandle process : tree) {
            nanos.put(
                    process.pid(),
                    process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L));
            List<String> status = proc.lines(process.pid() + "/status");
            rss += Math.max(0, ProcFiles.number(status, "VmRSS"));
            threads += Math.max(0, ProcFiles.number(status, "Threads"));
        }
        if (!nanosBefore.isEmpty() && nowNanos > sampledAt) {
            long used = 0;
            for (Map.Entry<Long, Long> process : nanos.entrySet()) {
                used += Math.max(0, process.getValue() - nanosBefore.getOrDefault(process.getKey(), 0L));
            }
            gauge.measured("process", "utilization", "1", (double) used / (nowNanos - sampledAt) / processors);
        }
        nanosBefore = nanos;
        sampledAt = nowNanos;
        if (rss > 0) {
            gauge.measured("process", "rss", "By", rss);
            gauge.measured("process", "threads", "1", threads);
        }
    }
}
