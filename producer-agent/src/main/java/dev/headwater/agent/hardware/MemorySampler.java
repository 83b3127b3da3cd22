package dev.headwater.agent.hardware;

import java.io.File;
import java.nio.file.Path;

/** Memory and swap space of the host, as devices {@code memory} and {@code swap}. */
final class MemorySampler implements Sampler {

    private static final byte[] TOTAL = KernelFile.word("MemTotal:");
    private static final byte[] AVAILABLE = KernelFile.word("MemAvailable:");
    private static final byte[] SWAP_TOTAL = KernelFile.word("SwapTotal:");
    private static final byte[] SWAP_FREE = KernelFile.word("SwapFree:");

    private final KernelFile text;
    private final File file;

    /** @param proc the directory {@code /proc} */
    MemorySampler(Path proc, KernelFile text) {
        this.text = text;
        this.file = proc.resolve("meminfo").toFile();
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        long total = -1;
        long available = -1;
        long swapTotal = -1;
        long swapFree = -1;
        boolean more = text.read(file);
        while (more && swapFree < 0) {
            if (text.skip(TOTAL)) {
                total = text.number() * 1024;
            } else if (text.skip(AVAILABLE)) {
                available = text.number() * 1024;
            } else if (text.skip(SWAP_TOTAL)) {
                swapTotal = text.number() * 1024;
            } else if (text.skip(SWAP_FREE)) {
                swapFree = text.number() * 1024;
            }
            more = text.nextLine();
        }
        if (total >= 0 && available >= 0) {
            gauge.measured("memory", "used", "By", total - available);
            gauge.measured("memory", "available", "By", available);
        }
        if (swapTotal > 0 && swapFree >= 0) {
            gauge.measured("swap", "used", "By", swapTotal - swapFree);
        }
    }
}
