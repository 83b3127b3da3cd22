package dev.headwater.agent.hardware;

import java.io.File;
import java.nio.file.Path;

/** How busy the processors of the host are, as device {@code cpu}. */
final class ProcessorSampler implements Sampler {

    private static final byte[] ALL = KernelFile.word("cpu ");
    /** user, nice, system, idle, iowait, irq, softirq, steal; guest time is within user's. */
    private static final int COLUMNS = 8;

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;

    private final KernelFile text;
    private final File stat;
    private final File load;
    private long busyBefore;
    private long waitingBefore;
    private long totalBefore;

    /** @param proc the directory {@code /proc} */
    ProcessorSampler(Path proc, KernelFile text) {
        this.text = text;
        this.stat = proc.resolve("stat").toFile();
        this.load = proc.resolve("loadavg").toFile();
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        if (text.read(stat) && text.skip(ALL)) {
            long total = 0;
            long busy = 0;
            long waiting = 0;
            for (int i = 0; i < COLUMNS; i++) {
                long ticks = Math.max(0, text.number());
                total += ticks;
                busy += i == IDLE || i == IO_WAIT ? 0 : ticks;
                waiting += i == IO_WAIT ? ticks : 0;
            }
            if (totalBefore > 0 && total > totalBefore) {
                // Idle and waiting time may go back a little when a processor goes off line.
                gauge.measured("cpu", "utilization", "1", share(busy - busyBefore, total - totalBefore));
                gauge.measured("cpu", "io_wait", "1", share(waiting - waitingBefore, total - totalBefore));
            }
            busyBefore = busy;
            waitingBefore = waiting;
            totalBefore = total;
        }
        if (text.read(load)) {
            gauge.measured("cpu", "load_1m", "1", text.decimal());
        }
    }

    private static double share(long part, long whole) {
        return Math.max(0, Math.min(1, (double) part / whole));
    }
}
