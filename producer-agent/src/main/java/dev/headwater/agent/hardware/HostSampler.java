package dev.headwater.agent.hardware;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Processor, load, memory, disks and networks of the host. */
public final class HostSampler implements Sampler {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern WHOLE_DISK = Pattern.compile("(?:[svh]d[a-z]+|xvd[a-z]+|nvme\\d+n\\d+|mmcblk\\d+)");
    private static final int SECTOR = 512;

    private final ProcFiles proc;
    private final Rates rates = new Rates();
    private long busyBefore;
    private long totalBefore;

    /** @param proc the directory {@code /proc} */
    public HostSampler(Path proc) {
        this.proc = new ProcFiles(proc);
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        processor(gauge);
        memory(gauge);
        disks(nowNanos, gauge);
        networks(nowNanos, gauge);
    }

    private void processor(Gauge gauge) {
        for (String line : proc.lines("stat")) {
            if (line.startsWith("cpu ")) {
                String[] ticks = BLANKS.split(line);
                long total = 0;
                for (int i = 1; i < Math.min(ticks.length, 9); i++) {
                    total += Long.parseLong(ticks[i]);
                }
                long busy = total - Long.parseLong(ticks[4]) - Long.parseLong(ticks[5]);
                if (totalBefore > 0 && total > totalBefore) {
                    gauge.measured("cpu", "utilization", "1", (double) (busy - busyBefore) / (total - totalBefore));
                }
                busyBefore = busy;
                totalBefore = total;
            }
        }
        List<String> load = proc.lines("loadavg");
        if (!load.isEmpty()) {
            gauge.measured("cpu", "load_1m", "1", Double.parseDouble(BLANKS.split(load.get(0))[0]));
        }
    }

    private void memory(Gauge gauge) {
        List<String> lines = proc.lines("meminfo");
        long total = ProcFiles.number(lines, "MemTotal");
        long available = ProcFiles.number(lines, "MemAvailable");
        if (total >= 0 && available >= 0) {
            gauge.measured("memory", "used", "By", total - available);
            gauge.measured("memory", "available", "By", available);
        }
    }

    private void disks(long nowNanos, Gauge gauge) {
        for (String line : proc.lines("diskstats")) {
            String[] words = BLANKS.split(line.trim());
            if (words.length > 9 && WHOLE_DISK.matcher(words[2]).matches()) {
                String device = "disk." + words[2];
                rates.measure(device, "read", Long.parseLong(words[5]) * SECTOR, nowNanos, gauge);
                rates.measure(device, "written", Long.parseLong(words[9]) * SECTOR, nowNanos, gauge);
            }
        }
    }

    private void networks(long nowNanos, Gauge gauge) {
        for (String line : proc.lines("net/dev")) {
            int colon = line.indexOf(':');
            if (colon < 0 || line.substring(0, colon).trim().equals("lo")) {
                continue;
            }
            String[] words = BLANKS.split(line.substring(colon + 1).trim());
            if (words.length > 8) {
                String device = "net." + line.substring(0, colon).trim();
                rates.measure(device, "received", Long.parseLong(words[0]), nowNanos, gauge);
                rates.measure(device, "sent", Long.parseLong(words[8]), nowNanos, gauge);
            }
        }
    }
}
