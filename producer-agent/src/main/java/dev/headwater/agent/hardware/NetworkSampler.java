package dev.headwater.agent.hardware;

import java.io.File;
import java.nio.file.Path;

/**
 * Bytes received and sent by each network interface, as devices {@code net.NAME}. Only interfaces with hardware behind
 * them: bonds, bridges, VLANs and the host's ends of container networks pass on what those carry. Where there is none with
 * hardware, as in a container, all but the loopback, bonds and bridges.
 */
final class NetworkSampler implements Sampler {

    private final KernelFile text;
    private final File file;
    private final File interfaces;
    private final DeviceTable table = new DeviceTable("net.", this::isMeasured);

    /**
     * @param proc the directory {@code /proc}
     * @param sys the directory {@code /sys}
     */
    NetworkSampler(Path proc, Path sys, KernelFile text) {
        this.text = text;
        this.file = proc.resolve("net/dev").toFile();
        this.interfaces = sys.resolve("class/net").toFile();
    }

    private boolean isMeasured(String name) {
        // The two lines above the table begin with "Inter-|" and "face".
        if (name.equals("lo") || name.endsWith("|") || name.equals("face")) {
            return false;
        }
        if (new File(interfaces, name + "/device").exists()) {
            return true;
        }
        return !anyHardware()
                && !new File(interfaces, name + "/bonding").exists()
                && !new File(interfaces, name + "/bridge").exists();
    }

    private boolean anyHardware() {
        String[] names = interfaces.list();
        if (names != null) {
            for (String name : names) {
                if (new File(interfaces, name + "/device").exists()) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        for (boolean more = text.read(file); more; more = text.nextLine()) {
            DeviceTable.Device net = table.next(text);
            if (net != null) {
                long received = text.number();
                text.skipWords(7);
                long sent = text.number();
                net.in().measure(net.name(), "received", received, nowNanos, gauge);
                net.out().measure(net.name(), "sent", sent, nowNanos, gauge);
            }
        }
    }
}
