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

/** A GPU is used little, or one that was used does nothing any more. */
public final class GpuIdle implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: utilisation is looked at in windows that do not overlap. In a window, the 95th percentile is below busy when
     * fewer than 5 percent of the samples are at least busy, and the 5th percentile is below idle when at least 5 percent
     * are below idle: counting does, no percentile is computed. A window is LOW when the 95th percentile is below busy,
     * SWINGING when it is not but the 5th is below idle (the GPU waits for data time and again), IDLE when even the 95th
     * is below idle. As many windows in a row as patience that are not healthy are the condition. It is a notice, for much
     * is run on purpose that does not fill a GPU, and the agent samples all GPUs of a host, also those a run does not
     * use; idle windows are a warning on a GPU that was busy earlier in the run. It is over after a healthy window.
     *
     * Bounds: 7 doubles; per sample two comparisons.
     *
     * References: SageMaker Debugger's LowGPUUtilization: 70 percent, 10 percent, window 500, patience 1000 samples.
     */
    private static final Threshold BUSY =
            Threshold.of("busy", 0.7, 0, 1, "utilisation that the 95th percentile reaches; SageMaker's");
    private static final Threshold IDLE =
            Threshold.of("idle", 0.1, 0, 1, "utilisation that the 5th percentile does not go below; SageMaker's");
    private static final Threshold WINDOW =
            Threshold.count("window", 500, 20, 1_000_000, "samples that are looked at together; SageMaker's");
    private static final Threshold PATIENCE =
            Threshold.count("patience", 2, 1, 1_000_000, "windows in a row; SageMaker's 1000 samples");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "gpu-idle",
            1,
            true,
            "a GPU is used little (a notice), or one that was busy does nothing any more",
            List.of(BUSY, IDLE, WINDOW, PATIENCE),
            thresholds ->
                    "In " + thresholds.count(WINDOW) + " samples the 95th percentile of the utilisation is at least "
                            + Threshold.text(thresholds.get(BUSY)) + ", the 5th at least "
                            + Threshold.text(thresholds.get(IDLE))
                            + ".",
            GpuIdle::new);

    private static final double TAIL = 0.05;

    private static final int COUNT = 0;
    private static final int AT_LEAST_BUSY = 1;
    private static final int BELOW_IDLE = 2;
    private static final int WAS_BUSY = 3;
    private static final int UNHEALTHY = 4;
    private static final int IDLING = 5;
    private static final int SUM = 6;
    private static final int SLOTS = 7;

    private final Rule rule;
    private final double busy;
    private final double idle;
    private final int window;
    private final int patience;

    private GpuIdle(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.busy = thresholds.get(BUSY);
        this.idle = thresholds.get(IDLE);
        this.window = thresholds.count(WINDOW);
        this.patience = thresholds.count(PATIENCE);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return series.hardware()
                && series.name().equals("utilization")
                && (series.context().startsWith("gpu") || series.context().startsWith("amdgpu"));
    }

    @Override
    public int slots() {
        return SLOTS;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double utilisation = points.value(i);
        if (!Double.isFinite(utilisation)) {
            return Signal.QUIET;
        }
        memory[COUNT]++;
        memory[SUM] += utilisation;
        memory[AT_LEAST_BUSY] += utilisation >= busy ? 1 : 0;
        memory[BELOW_IDLE] += utilisation < idle ? 1 : 0;
        if (memory[COUNT] < window) {
            return Signal.QUIET;
        }
        Signal signal = look(memory);
        memory[COUNT] = 0;
        memory[SUM] = 0;
        memory[AT_LEAST_BUSY] = 0;
        memory[BELOW_IDLE] = 0;
        return signal;
    }

    private Signal look(double[] memory) {
        boolean low = memory[AT_LEAST_BUSY] < TAIL * window;
        boolean idles = memory[BELOW_IDLE] > (1 - TAIL) * window;
        boolean swings = !low && memory[BELOW_IDLE] >= TAIL * window;
        double mean = memory[SUM] / window;
        memory[IDLING] = idles ? memory[IDLING] + 1 : 0;
        if (!low && !swings) {
            boolean wasOpen = memory[UNHEALTHY] >= patience;
            memory[WAS_BUSY] = 1;
            memory[UNHEALTHY] = 0;
            return wasOpen ? Signal.CALM : Signal.QUIET;
        }
        memory[WAS_BUSY] = low ? memory[WAS_BUSY] : 1;
        memory[UNHEALTHY]++;
        if (memory[UNHEALTHY] < patience) {
            return Signal.QUIET;
        }
        boolean stopped = memory[IDLING] >= patience && memory[WAS_BUSY] != 0;
        return new Signal.Breach(
                stopped ? Severity.WARNING : Severity.INFO,
                mean,
                () -> String.format(
                        Locale.ROOT,
                        stopped
                                ? "was busy and is now idle, %.0f %% on average of %d samples"
                                : swings
                                        ? "swings between busy and idle, %.0f %% on average of %d samples"
                                        : "is low, %.0f %% on average of %d samples",
                        100 * mean,
                        window));
    }
}
