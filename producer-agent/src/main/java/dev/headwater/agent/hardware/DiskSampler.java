package dev.headwater.agent.hardware;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Bytes read from and written to each disk of the host, as devices {@code disk.NAME}. Only what no other disk lies below:
 * no partitions, device mappings or arrays, whose bytes are those of their disks, and nothing that lives in memory.
 */
final class DiskSampler implements Sampler {

    private static final Pattern NO_DISK = Pattern.compile("(?:loop|ram|zram|sr|fd|nbd)\\d+|nvme\\d+c\\d+n\\d+");
    private static final Pattern USUAL_DISK =
            Pattern.compile("[svh]d[a-z]+|xvd[a-z]+|nvme\\d+n\\d+|mmcblk\\d+|dasd[a-z]+|pmem\\d+");
    private static final int SECTOR = 512;

    private final KernelFile text;
    private final File file;
    private final File blocks;
    private final DeviceTable table = new DeviceTable("disk.", this::isDisk);

    /**
     * @param proc the directory {@code /proc}
     * @param sys the directory {@code /sys}
     */
    DiskSampler(Path proc, Path sys, KernelFile text) {
        this.text = text;
        this.file = proc.resolve("diskstats").toFile();
        this.blocks = sys.resolve("block").toFile();
    }

    private boolean isDisk(String name) {
        if (NO_DISK.matcher(name).matches()) {
            return false;
        }
        if (!blocks.isDirectory()) {
            return USUAL_DISK.matcher(name).matches();
        }
        // The kernel writes a slash in a name as an exclamation mark.
        File block = new File(blocks, name.replace('/', '!'));
        String[] below = new File(block, "slaves").list();
        return block.isDirectory() && (below == null || below.length == 0);
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        for (boolean more = text.read(file); more; more = text.nextLine()) {
            text.skipWords(2);
            DeviceTable.Device disk = table.next(text);
            if (disk != null) {
                text.skipWords(2);
                long read = text.number();
                text.skipWords(3);
                long written = text.number();
                disk.in().measure(disk.name(), "read", read * SECTOR, nowNanos, gauge);
                disk.out().measure(disk.name(), "written", written * SECTOR, nowNanos, gauge);
            }
        }
    }
}
