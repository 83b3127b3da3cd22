package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Occurrence;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.SeriesName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** GPUs wait for data: they idle while the processors are busy, or wait for I/O. */
final class DataLoaderBottleneck implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: means over bins of ten seconds of the utilization of all GPUs of a host that the run works on (one that was never
     * busy is not looked at), of the host's processors, and of their waiting for I/O. A bin is starved when the GPUs are below
     * `gpu` while the processors are above `cpu`, or below `gpu-io` while the share of waiting is above `io-wait`. When
     * more than half of the last WINDOW bins are, that is the condition; when at most a quarter are, its end. Bins before
     * the GPUs were first busy do not count: preparing data is not waiting for it.
     *
     * Bounds: Gpus.MOST GPUs per host; 11 doubles per host, one per series.
     *
     * References: SageMaker Debugger's CPUBottleneck (GPU < 10 %, CPU > 90 %) and IOBottleneck (GPU < 70 %, I/O wait > 50 %),
     * over half the time.
     */
    private static final Threshold GPU =
            Threshold.of("gpu", 0.1, 0, 1, "GPU utilization below, 1 is all; SageMaker's CPUBottleneck");
    private static final Threshold CPU =
            Threshold.of("cpu", 0.9, 0, 1, "processor utilization above; SageMaker's CPUBottleneck");
    private static final Threshold GPU_IO =
            Threshold.of("gpu-io", 0.7, 0, 1, "GPU utilization below; SageMaker's IOBottleneck");
    private static final Threshold IO_WAIT =
            Threshold.of("io-wait", 0.5, 0, 1, "share of time waiting for I/O above; SageMaker's IOBottleneck");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "data-loader-bottleneck",
            1,
            true,
            "GPUs wait for data: they idle while the processors are busy or wait for I/O",
            List.of(GPU, CPU, GPU_IO, IO_WAIT),
            thresholds -> "GPUs do not wait for data: for half the time at least, they are busy, or neither the"
                    + " processors nor I/O are the reason.",
            DataLoaderBottleneck::new);

    /** Five minutes. */
    private static final int WINDOW = 30;

    private static final int ALL_GPUS = 0;
    private static final int PROCESSORS = 1;
    private static final int WAITING = 2;
    private static final int QUANTITIES = 3;

    private static final int WORKS = 0;
    private static final int JUDGED = 1;
    private static final int BY_CPU = 2;
    private static final int BY_IO = 3;
    private static final int BINS = 4;
    private static final int SLOTS = BINS + 1 + 2 * QUANTITIES;

    private final Rule rule;
    private final double gpu;
    private final double cpu;
    private final double gpuIo;
    private final double ioWait;

    private DataLoaderBottleneck(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.gpu = thresholds.get(GPU);
        this.cpu = thresholds.get(CPU);
        this.gpuIo = thresholds.get(GPU_IO);
        this.ioWait = thresholds.get(IO_WAIT);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public Optional<Ear> listen(RunScene scene, SeriesName series) {
        int quantity = quantity(series);
        if (quantity < 0) {
            return Optional.empty();
        }
        scene.remember(series.id(), series.host());
        double[] memory = scene.memory(series.host(), SLOTS);
        // A GPU that was never busy would make those that are look idle.
        double[] works = scene.memory(series.id(), 1);
        Bins bins = new Bins(memory, BINS, QUANTITIES);
        return Optional.of((rank, points, i) -> {
            if (bins.isOver(points.time(i))) {
                judge(scene, series.host(), memory, bins, scene.at(points, i));
                bins.begin(points.time(i));
            }
            works[0] = quantity != ALL_GPUS || points.value(i) > Gpus.WORKS ? 1 : works[0];
            if (works[0] != 0) {
                bins.add(quantity, points.time(i), points.value(i));
            }
        });
    }

    private static int quantity(SeriesName series) {
        if (Gpus.is(series, "utilization")) {
            return ALL_GPUS;
        }
        if (!series.hardware() || !series.context().equals("cpu")) {
            return -1;
        }
        return series.name().equals("utilization") ? PROCESSORS : series.name().equals("io_wait") ? WAITING : -1;
    }

    private void judge(RunScene scene, String host, double[] memory, Bins bins, Occurrence at) {
        double gpus = bins.mean(ALL_GPUS);
        memory[WORKS] = gpus > Gpus.WORKS ? 1 : memory[WORKS];
        if (memory[WORKS] == 0 || Double.isNaN(gpus)) {
            return;
        }
        boolean byCpu = gpus < gpu && bins.mean(PROCESSORS) > cpu;
        boolean byIo = gpus < gpuIo && bins.mean(WAITING) > ioWait;
        memory[JUDGED]++;
        memory[BY_CPU] = shifted(memory[BY_CPU], byCpu);
        memory[BY_IO] = shifted(memory[BY_IO], byIo);
        judge(scene, host, "cpu", memory[BY_CPU], memory[JUDGED], gpus, at);
        judge(scene, host, "io", memory[BY_IO], memory[JUDGED], gpus, at);
    }

    private static double shifted(double window, boolean starved) {
        return ((long) window << 1 | (starved ? 1 : 0)) & (1L << WINDOW) - 1;
    }

    private static void judge(
            RunScene scene, String host, String cause, double window, double judged, double gpus, Occurrence at) {
        int starved = Long.bitCount((long) window);
        if (starved * 4 <= WINDOW) {
            scene.calm(subject(scene, host, cause), at);
        }
        if (judged < WINDOW || starved * 2 <= WINDOW) {
            return;
        }
        Signal.Breach breach = new Signal.Breach(
                Severity.WARNING,
                starved / (double) WINDOW,
                () -> String.format(
                        Locale.ROOT,
                        "has GPUs that wait for data: %.0f %% busy while %s, in %d of the last %d seconds",
                        100 * gpus,
                        cause.equals("cpu") ? "the processors are at their limit" : "the processors wait for I/O",
                        starved * Bins.SECONDS,
                        WINDOW * Bins.SECONDS));
        scene.breach(subject(scene, host, cause), breach, at, List.of());
    }

    private static Subject subject(RunScene scene, String host, String cause) {
        List<String> used = new ArrayList<>(scene.named(host));
        return new Subject("host/" + host + "/" + cause, "Host " + host, null, used);
    }
}
