package dev.headwater.agent.hardware;

import dev.headwater.agent.logging.LateLogger;
import java.io.File;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Energy of processor packages and of memory, as devices {@code package0} and {@code dram0}, from the kernel's RAPL zones
 * (Intel and AMD share their name) or AMD's older {@code amd_energy} sensor. Zones within a package other than DRAM are
 * part of it, a platform zone (psys) contains packages, and the MMIO zones are the same packages once more: none of these
 * is taken.
 */
final class RaplSampler implements Sampler {

    private static final Logger LOG = new LateLogger();
    private static final Pattern ZONE = Pattern.compile("intel-rapl:(\\d+)(:\\d+)?");
    private static final Pattern PACKAGE = Pattern.compile("package-(\\d+)(-die-\\d+)?");
    private static final Pattern SOCKET = Pattern.compile("Esocket(\\d+)");
    private static final double MICRO = 1e-6;

    private record Meter(String device, File microjoules, EnergyCounter counter) {}

    private final KernelFile text;
    private final File zones;
    private final File sensors;
    private @Nullable List<Meter> meters;

    /** @param sys the directory {@code /sys} */
    RaplSampler(Path sys, KernelFile text) {
        this.text = text;
        this.zones = sys.resolve("class/powercap").toFile();
        this.sensors = sys.resolve("class/hwmon").toFile();
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        List<Meter> all = meters;
        if (all == null) {
            all = find();
            meters = all;
        }
        for (int i = 0; i < all.size(); i++) {
            Meter meter = all.get(i);
            long microjoules = text.number(meter.microjoules());
            if (microjoules >= 0) {
                double used = meter.counter().since(microjoules * MICRO, nowNanos);
                if (!Double.isNaN(used)) {
                    gauge.measured(meter.device(), "energy", "J", used);
                }
            }
        }
    }

    private List<Meter> find() {
        List<Meter> found = new ArrayList<>();
        for (String zone : names(zones)) {
            Matcher parts = ZONE.matcher(zone);
            if (parts.matches()) {
                File directory = new File(zones, zone);
                String name = text.text(new File(directory, "name"));
                Matcher whole = PACKAGE.matcher(name);
                boolean top = parts.group(2) == null;
                long range = Math.max(0, text.number(new File(directory, "max_energy_range_uj")));
                if (top && whole.matches()) {
                    String die = whole.group(2) == null ? "" : whole.group(2);
                    add(found, "package" + whole.group(1) + die, new File(directory, "energy_uj"), range);
                } else if (!top && name.equals("dram")) {
                    add(found, "dram" + owner(parts.group(1)), new File(directory, "energy_uj"), range);
                }
            }
        }
        if (found.isEmpty()) {
            findSensors(found);
        }
        return found;
    }

    /** Number of the package that a zone is, as its name says; zones may be numbered in another order. */
    private String owner(String zone) {
        Matcher whole = PACKAGE.matcher(text.text(new File(zones, "intel-rapl:" + zone + "/name")));
        return whole.matches() ? whole.group(1) + (whole.group(2) == null ? "" : whole.group(2)) : zone;
    }

    private void findSensors(List<Meter> found) {
        for (String sensor : names(sensors)) {
            File directory = new File(sensors, sensor);
            if (text.text(new File(directory, "name")).equals("amd_energy")) {
                for (String label : names(directory)) {
                    Matcher socket =
                            label.endsWith("_label") ? SOCKET.matcher(text.text(new File(directory, label))) : null;
                    if (socket != null && socket.matches()) {
                        File input = new File(directory, label.replace("_label", "_input"));
                        add(found, "package" + Integer.parseInt(socket.group(1)), input, 0);
                    }
                }
            }
        }
    }

    private void add(List<Meter> found, String device, File microjoules, long range) {
        if (text.number(microjoules) < 0) {
            LOG.log(
                    Level.DEBUG,
                    "Headwater may not read {0}: the energy of {1} is not measured; the administrator can allow it",
                    microjoules,
                    device);
            return;
        }
        found.add(new Meter(device, microjoules, new EnergyCounter(range * MICRO)));
    }

    private static List<String> names(File directory) {
        String[] names = directory.list();
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }
}
