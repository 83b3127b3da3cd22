package dev.headwater.processor.detect.hardware;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** Memory in use grows and grows. */
public final class MemoryLeak implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: a window is cut into BLOCKS; of each block only the smallest sample is kept, which passes over what comes and
     * goes (batches, buffers, garbage that is collected). After each block the last BLOCKS + 1 of those are looked at. They
     * grow when the last is above the first by growth and by at least LEAST_BYTES, when at most one of the blocks is below
     * the one before it (by chance 12 of 11! orders are), and when the second half grew at least STEADY times as much as the
     * first: a cache that fills and levels off does not. Growth over one window is a notice, since data sets are loaded and
     * caches filled that way, too; growth that goes on for windows of them is a warning. It is over when a window passes
     * that grew by less than half of growth.
     *
     * Bounds: 5 + BLOCKS + 1 doubles; per sample two comparisons, per block a walk over the blocks.
     *
     * References: SageMaker Debugger's GPUMemoryIncrease: 10 percent over a window of 500 samples.
     */
    private static final Threshold GROWTH =
            Threshold.of("growth", 10, 0.01, 1000, "percent over a window; SageMaker's");
    private static final Threshold WINDOW = Threshold.count(
            "window", 500, 10, 1_000_000, "samples that the growth is measured over, in tens; SageMaker's");
    private static final Threshold WINDOWS = Threshold.count(
            "windows", 4, 1, 1_000_000, "windows of growth without an end, for a warning; our own guess");

    private static final int BLOCKS = 10;
    private static final double LEAST_BYTES = 64 << 20;
    private static final double STEADY = 0.5;

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "memory-leak",
            1,
            true,
            "memory in use grows and grows",
            List.of(GROWTH, WINDOW, WINDOWS),
            thresholds -> "Memory in use levels off: it does not grow by " + Threshold.text(thresholds.get(GROWTH))
                    + " % in " + thresholds.count(WINDOW) + " samples for " + thresholds.count(WINDOWS)
                    + " times as long.",
            MemoryLeak::new);

    private static final int SAMPLES = 0;
    private static final int SMALLEST = 1;
    private static final int SEEN = 2;
    private static final int GROWING = 3;
    private static final int STARTED_AT = 4;
    private static final int RING = 5;
    private static final int KEPT = BLOCKS + 1;

    private final Rule rule;
    private final double growth;
    private final int block;
    private final int window;
    private final int windows;

    private MemoryLeak(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.growth = thresholds.get(GROWTH) / 100;
        this.block = Math.max(1, thresholds.count(WINDOW) / BLOCKS);
        this.window = block * BLOCKS;
        this.windows = thresholds.count(WINDOWS);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    /** What is in use: not what is free, nor what there is in all. */
    @Override
    public boolean watches(SeriesName series) {
        return series.hardware()
                && series.unit().equals("By")
                && switch (series.name()) {
                    case "used", "rss", "memory_used", "heap_used" -> true;
                    default -> false;
                };
    }

    @Override
    public int slots() {
        return RING + KEPT;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double used = points.value(i);
        if (!Double.isFinite(used) || used < 0) {
            return Signal.QUIET;
        }
        memory[SMALLEST] = memory[SAMPLES] == 0 ? used : Math.min(memory[SMALLEST], used);
        if (++memory[SAMPLES] < block) {
            return Signal.QUIET;
        }
        memory[SAMPLES] = 0;
        memory[RING + (int) (memory[SEEN]++ % KEPT)] = memory[SMALLEST];
        return memory[SEEN] < KEPT ? Signal.QUIET : look(memory);
    }

    private Signal look(double[] memory) {
        double first = kept(memory, 0);
        double last = kept(memory, BLOCKS);
        boolean open = memory[GROWING] != 0;
        if (!grows(memory, first, last)) {
            boolean levelsOff = last - first < growth / 2 * first;
            if (open && levelsOff) {
                memory[GROWING] = 0;
                return Signal.CALM;
            }
            return Signal.QUIET;
        }
        memory[GROWING]++;
        if (!open) {
            memory[STARTED_AT] = first;
        }
        double since = memory[STARTED_AT];
        double grownFor = window + (memory[GROWING] - 1) * block;
        return new Signal.Breach(
                grownFor >= (double) windows * window ? Severity.WARNING : Severity.INFO,
                last / Math.max(since, 1),
                () -> String.format(
                        Locale.ROOT,
                        "grew from %.0f to %.0f MiB in %.0f samples and goes on",
                        since / (1 << 20),
                        last / (1 << 20),
                        grownFor));
    }

    private boolean grows(double[] memory, double first, double last) {
        if (last - first < Math.max(growth * first, LEAST_BYTES)) {
            return false;
        }
        int falls = 0;
        for (int k = 1; k <= BLOCKS; k++) {
            if (kept(memory, k) < kept(memory, k - 1)) {
                falls++;
            }
        }
        double middle = kept(memory, BLOCKS / 2);
        return falls <= 1 && last - middle >= STEADY * (middle - first);
    }

    /** 0 for the oldest block. */
    private static double kept(double[] memory, int k) {
        return memory[RING + (int) ((memory[SEEN] + k) % KEPT)];
    }
}
