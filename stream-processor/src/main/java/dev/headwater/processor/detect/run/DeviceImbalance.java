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
import dev.headwater.prov.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Of the GPUs of a host that the run works on, some idle while others are busy. */
final class DeviceImbalance implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: mean utilization of each GPU over bins of ten seconds. A GPU that was busy in some bin is one the run works on;
     * the agent samples all GPUs of a host, and one that the run never touched says nothing. When the busiest and the idlest of
     * them are more than `deviation` apart for `minutes` without a break, that is the condition; the first bin in which they
     * are not is its end.
     *
     * Bounds: Gpus.MOST GPUs per host; 53 doubles and their names per host.
     *
     * References: SageMaker Debugger's LoadBalancing, 0.5. Its persistence is our own guess.
     */
    private static final Threshold DEVIATION = Threshold.of(
            "deviation", 0.5, 0, 1, "between the utilization of two GPUs, 1 is all; SageMaker's LoadBalancing");
    private static final Threshold MINUTES =
            Threshold.of("minutes", 5, 0.1, 100_000, "for which it lasts without a break; our own guess");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "device-imbalance",
            1,
            true,
            "some GPUs that the run works on idle while others are busy",
            List.of(DEVIATION, MINUTES),
            thresholds -> "The GPUs that a run works on are equally busy, to within "
                    + Threshold.text(100 * thresholds.get(DEVIATION)) + " percent points.",
            DeviceImbalance::new);

    private static final int COUNT = 0;
    private static final int OUT = 1;
    private static final int WORKS = 2;
    private static final int BINS = WORKS + Gpus.MOST;
    private static final int SLOTS = BINS + 1 + 2 * Gpus.MOST;

    private final Rule rule;
    private final double deviation;
    private final double enough;

    private DeviceImbalance(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.deviation = thresholds.get(DEVIATION);
        this.enough = thresholds.get(MINUTES) * 60 / Bins.SECONDS;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public Optional<Ear> listen(RunScene scene, SeriesName series) {
        if (!Gpus.is(series, "utilization")) {
            return Optional.empty();
        }
        double[] memory = scene.memory(series.host(), SLOTS);
        int gpu = Gpus.index(scene, series, memory, COUNT);
        if (gpu < 0) {
            return Optional.empty();
        }
        Bins bins = new Bins(memory, BINS, Gpus.MOST);
        return Optional.of((rank, points, i) -> {
            if (bins.isOver(points.time(i))) {
                judge(scene, series.host(), memory, bins, scene.at(points, i));
                bins.begin(points.time(i));
            }
            bins.add(gpu, points.time(i), points.value(i));
        });
    }

    private void judge(RunScene scene, String host, double[] memory, Bins bins, Occurrence at) {
        int busiest = -1;
        int idlest = -1;
        for (int gpu = 0; gpu < memory[COUNT]; gpu++) {
            double mean = bins.mean(gpu);
            memory[WORKS + gpu] = mean > Gpus.WORKS ? 1 : memory[WORKS + gpu];
            if (Double.isNaN(mean) || memory[WORKS + gpu] == 0) {
                continue;
            }
            busiest = busiest < 0 || mean > bins.mean(busiest) ? gpu : busiest;
            idlest = idlest < 0 || mean < bins.mean(idlest) ? gpu : idlest;
        }
        double apart = busiest < 0 ? 0 : bins.mean(busiest) - bins.mean(idlest);
        if (apart <= deviation) {
            memory[OUT] = 0;
            scene.calm(subject(scene, host, memory), at);
            return;
        }
        if (++memory[OUT] < enough) {
            return;
        }
        String busy = scene.text(host + "|" + busiest);
        String idle = scene.text(host + "|" + idlest);
        double most = bins.mean(busiest);
        double least = bins.mean(idlest);
        Signal.Breach breach = new Signal.Breach(
                Severity.WARNING,
                apart,
                () -> String.format(
                        Locale.ROOT,
                        "has unequally busy GPUs: %s %.0f %%, %s %.0f %%, for %.0f minutes",
                        busy,
                        100 * most,
                        idle,
                        100 * least,
                        memory[OUT] * Bins.SECONDS / 60));
        scene.breach(subject(scene, host, memory), breach, at, List.of());
    }

    private static Subject subject(RunScene scene, String host, double[] memory) {
        List<String> used = new ArrayList<>();
        for (int gpu = 0; gpu < memory[COUNT]; gpu++) {
            used.add(Identifiers.resourceSeries(scene.runId(), host, scene.text(host + "|" + gpu), "utilization"));
        }
        return new Subject("host/" + host, "Host " + host, null, used);
    }
}
