package dev.headwater.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a figure depends on, besides the code: the machine as a kind, not by name, and what else it had to do. */
public final class Conditions {

    private final double loadBefore;

    private Conditions(double loadBefore) {
        this.loadBefore = loadBefore;
    }

    /** To be called just before the measurement: the load of others can only be seen then. */
    public static Conditions begin() {
        return new Conditions(load());
    }

    /** As they go into the printed line. */
    public Map<String, Object> describe() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("cores", Runtime.getRuntime().availableProcessors());
        conditions.put("cpu", processor());
        conditions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        conditions.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        conditions.put("load_before", loadBefore);
        conditions.put("load_after", load());
        conditions.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return conditions;
    }

    /** Runnable threads, averaged over the last minute; negative where the system does not say. */
    private static double load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return Math.round(load * 100) / 100.0;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
