package dev.headwater.agent.hardware;

import java.nio.file.Path;

/**
 * What a process and all its descendants use: processor time, resident memory, threads, storage traffic, open files.
 * Utilization 1 means that all processors available to this process work for the tree.
 *
 * <p>The kernel adds what a process used to its parent when the parent waits for it, and that is how the use of processes
 * that come and go between two samples is known. No use is counted twice. Not counted is what a process used since the
 * sample before its end when nobody waits for it.
 */
public final class ProcessSampler implements Sampler {

    /** The unit of processor times in {@code /proc} is 1/100 s on all but two architectures that Java does not run on. */
    private static final double NANOS_PER_TICK = 1e7;

    private final String device;
    private final ProcessTree tree;
    private final int processors;
    private final long pageBytes;
    private boolean begun;
    private long sampledAt;

    /**
     * @param proc the directory {@code /proc}
     * @param processors as many as are one unit of utilization
     * @param device name of the tree among the devices
     */
    public ProcessSampler(Path proc, long pid, int processors, String device) {
        this.device = device;
        this.tree = new ProcessTree(proc.toFile(), (int) pid, new KernelFile());
        this.processors = processors;
        this.pageBytes = PageSize.of(proc);
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        tree.look();
        if (tree.isEmpty()) {
            return;
        }
        long ticks = 0;
        long read = 0;
        long written = 0;
        long pages = 0;
        long threads = 0;
        long files = 0;
        for (Member member : tree.members()) {
            ticks += member.ticksUsed();
            read += member.bytesRead();
            written += member.bytesWritten();
            pages += member.residentPages();
            threads += member.threads();
            files += member.openFiles();
        }
        double elapsed = nowNanos - sampledAt;
        if (begun && elapsed > 0) {
            gauge.measured(device, "utilization", "1", ticks * NANOS_PER_TICK / elapsed / processors);
            gauge.measured(device, "read", "By/s", read * 1e9 / elapsed);
            gauge.measured(device, "written", "By/s", written * 1e9 / elapsed);
        }
        begun = true;
        sampledAt = nowNanos;
        gauge.measured(device, "rss", "By", pages * pageBytes);
        gauge.measured(device, "threads", "1", threads);
        if (files > 0) {
            gauge.measured(device, "open_files", "1", files);
        }
    }
}
