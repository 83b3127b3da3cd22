package dev.headwater.benchmarks.detect;

import dev.headwater.benchmarks.detect.Samples.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Faults that hardware shows, on made-up series. Only of thermal throttling are the steps real, and slower with it. */
final class HardwareFaults {

    private static final double GIB = 1L << 30;
    private static final double MEMORY = 20 * GIB;
    private static final double MEMORY_NOISE = 0.01 * MEMORY;
    private static final int GROWTH_SAMPLES = 500;

    private static final int MEMORY_WINDOW = 3000;
    private static final int IDLE_WINDOW = 2000;
    private static final int WINDOW = 600;
    private static final int HOT_SECONDS = 180;

    private static final double BUSY = 0.95;
    private static final int GPUS = 4;

    private HardwareFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (int percent : List.of(0, 5, 10, 20, 40)) {
            all.add(Fault.of(
                    "thermal-throttle",
                    size("clock -", percent),
                    Set.of("thermal-throttling"),
                    (run, random) -> throttled(run, percent / 100.0, random)));
        }
        for (int percent : List.of(0, 5, 10, 20, 50)) {
            all.add(alone("memory-slope", size("+", percent), "memory-leak", MEMORY_WINDOW, memory(percent)));
        }
        for (int percent : List.of(95, 60, 30, 5, 1)) {
            all.add(alone("gpu-idle", used("to ", percent), "gpu-idle", IDLE_WINDOW, List.of(gpu(0, percent))));
        }
        for (int percent : List.of(95, 60, 30, 5)) {
            List<Level> gpus = new ArrayList<>();
            for (int gpu = 0; gpu < GPUS; gpu++) {
                gpus.add(gpu(gpu, gpu == 0 ? percent : 95));
            }
            all.add(alone("imbalance", used("one of 4 to ", percent), "device-imbalance", WINDOW, gpus));
        }
        all.add(bottleneck(95, 50, 2));
        all.add(bottleneck(30, 97, 2));
        all.add(bottleneck(5, 97, 2));
        all.add(bottleneck(50, 50, 40));
        all.add(bottleneck(50, 30, 60));
        return all;
    }

    private static Fault bottleneck(int gpu, int processors, int waiting) {
        String size = gpu == 95
                ? Fault.NONE
                : String.format(Locale.ROOT, "GPU %d %%, CPU %d %%, I/O wait %d %%", gpu, processors, waiting);
        return alone(
                "data-loader",
                size,
                "data-loader-bottleneck",
                WINDOW,
                List.of(
                        gpu(0, gpu),
                        Level.share("cpu", "utilization", 0.5, processors / 100.0),
                        Level.share("cpu", "io_wait", 0.02, waiting / 100.0)));
    }

    private static Fault alone(String kind, String size, String rule, int window, List<Level> levels) {
        return Fault.of(kind, size, Set.of(rule), (run, random) -> Samples.alone(run, levels, window, random));
    }

    private static Level gpu(int gpu, int percent) {
        return Level.share("gpu" + gpu, "utilization", BUSY, percent / 100.0);
    }

    private static List<Level> memory(int percent) {
        double slope = MEMORY * percent / 100 / GROWTH_SAMPLES;
        return List.of(
                new Level("gpu0", "memory_used", "By", MEMORY, MEMORY, slope, MEMORY_NOISE, Double.POSITIVE_INFINITY));
    }

    /** From 70 to 88 Cel, two below what the firmware is taken to allow; steps take as much longer as the clock is lower. */
    private static Injected throttled(LoggedRun run, double down, Random random) {
        int from = Curves.place(run, Speedruns.TRAIN_LOSS, random);
        LoggedRun slower = Curves.slower(run, from, 1 / (1 - down));
        long fault = slower.rows().get(from).millis();
        long end = Math.min(
                fault + HOT_SECONDS * Samples.SECOND,
                slower.rows().get(slower.rows().size() - 1).millis());
        double most = Double.POSITIVE_INFINITY;
        List<Level> levels = List.of(
                new Level("gpu0", "temperature", "Cel", 70, down == 0 ? 70 : 88, 0, 1, most),
                new Level("gpu0", "clock_sm", "MHz", 1980, (1 - down) * 1980, 0, 5, most));
        LoggedRun hot = Samples.beside(slower, levels, fault, end, random);
        return Injected.of(hot, Curves.rowAt(hot, fault), Curves.rowAt(hot, end), Speedruns.TRAIN_LOSS);
    }

    private static String used(String words, int percent) {
        return percent == 95 ? Fault.NONE : words + percent + " %";
    }

    private static String size(String words, int percent) {
        return percent == 0 ? Fault.NONE : words + percent + " %";
    }
}
