package dev.headwater.processor.detect.run;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.Occurrence;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.prov.Identifiers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A GPU is hot, its clock is held down for it, and steps take longer. */
final class ThermalThrottling implements RunDetector {

    /*
     * Maintainer's note.
     *
     * Model: means over bins of ten seconds per GPU. It throttles in a bin when the driver says so for heat in most of its
     * samples, or when its temperature is within MARGIN of `limit` and its clock is below CLOCK of the highest it held for a
     * bin. `minutes` of such bins without a break are the condition, as long a time of others its end. It is a warning when the
     * training is slower with it: its recent pace, in steps per second of a training loss, below SLOWER of that before; or when
     * its pace is not known. If the pace holds, a notice.
     *
     * Bounds: 10 doubles per GPU, 5 for the pace.
     *
     * References: NVML's clock event reasons. Vendor limit less 5 K is the design's; the limit itself is a guess that fits
     * most data centre GPUs, and to be set for others.
     */
    private static final double MARGIN = 5;

    private static final Threshold LIMIT = Threshold.of(
            "limit",
            90,
            20,
            200,
            "temperature in Cel at which the vendor's firmware slows the GPU down; our own guess");
    private static final Threshold MINUTES =
            Threshold.of("minutes", 1, 0.1, 100_000, "for which it lasts without a break; our own guess");

    static final RuleDefinition<RunDetector> DEFINITION = new RuleDefinition<>(
            "thermal-throttling",
            1,
            true,
            "a GPU is hot, its clock is held down, and steps take longer",
            List.of(LIMIT, MINUTES),
            thresholds -> "GPUs stay cooler than " + Threshold.text(thresholds.get(LIMIT) - MARGIN)
                    + " Cel, or hold their clock.",
            ThermalThrottling::new);

    private static final double CLOCK = 0.9;
    private static final double SLOWER = 0.95;

    private static final int TEMPERATURE = 0;
    private static final int CLOCK_SM = 1;
    private static final int THROTTLED = 2;
    private static final List<String> QUANTITIES = List.of("temperature", "clock_sm", "throttled_thermal");

    private static final int HOT = 0;
    private static final int COOL = 1;
    private static final int BEST_CLOCK = 2;
    private static final int BINS = 3;
    private static final int SLOTS = BINS + 1 + 2 * 3;

    private final Rule rule;
    private final double limit;
    private final double enough;

    private ThermalThrottling(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.limit = thresholds.get(LIMIT);
        this.enough = thresholds.get(MINUTES) * 60 / Bins.SECONDS;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public Optional<Ear> listen(RunScene scene, SeriesName series) {
        if (LossLike.is(series) && Split.of(series).role() != Split.Role.EVALUATION) {
            Pace pace = Pace.of(scene);
            return Optional.of(pace::hear);
        }
        int quantity = Gpus.is(series) ? QUANTITIES.indexOf(series.name()) : -1;
        if (quantity < 0) {
            return Optional.empty();
        }
        double[] memory = scene.memory(series.host() + "|" + series.context(), SLOTS);
        Bins bins = new Bins(memory, BINS, QUANTITIES.size());
        Pace pace = Pace.of(scene);
        return Optional.of((rank, points, i) -> {
            if (bins.isOver(points.time(i))) {
                judge(scene, series, memory, bins, pace, scene.at(points, i));
                bins.begin(points.time(i));
            }
            bins.add(quantity, points.time(i), points.value(i));
        });
    }

    private void judge(RunScene scene, SeriesName gpu, double[] memory, Bins bins, Pace pace, Occurrence at) {
        double clock = bins.mean(CLOCK_SM);
        double temperature = bins.mean(TEMPERATURE);
        boolean throttles =
                bins.mean(THROTTLED) > 0.5 || temperature >= limit - MARGIN && clock < CLOCK * memory[BEST_CLOCK];
        memory[BEST_CLOCK] = clock > memory[BEST_CLOCK] ? clock : memory[BEST_CLOCK];
        memory[HOT] = throttles ? memory[HOT] + 1 : 0;
        memory[COOL] = throttles ? 0 : memory[COOL] + 1;
        if (memory[HOT] == 0 && memory[COOL] < enough) {
            return;
        }
        if (memory[HOT] == 0) {
            pace.isUsual();
            scene.calm(subject(scene, gpu), at);
            return;
        }
        if (memory[HOT] < enough) {
            return;
        }
        double slower = pace.now();
        Signal.Breach breach = new Signal.Breach(
                slower >= SLOWER ? Severity.INFO : Severity.WARNING,
                Double.isNaN(temperature) ? Double.NaN : temperature - limit,
                () -> String.format(
                        Locale.ROOT,
                        "is slowed down for heat: %.0f Cel, clock at %.0f %% of its best, for %.0f s%s",
                        temperature,
                        100 * clock / memory[BEST_CLOCK],
                        memory[HOT] * Bins.SECONDS,
                        Double.isNaN(slower)
                                ? ""
                                : String.format(
                                        Locale.ROOT, "; the training runs at %.0f %% of its pace", 100 * slower)));
        scene.breach(subject(scene, gpu), breach, at, List.of());
    }

    private static Subject subject(RunScene scene, SeriesName gpu) {
        return new Subject(
                gpu.host() + "/" + gpu.context(),
                gpu.host() + " " + gpu.context(),
                null,
                QUANTITIES.stream()
                        .map(quantity -> Identifiers.resourceSeries(scene.runId(), gpu.host(), gpu.context(), quantity))
                        .toList());
    }

    /** How fast the training is, against how fast it was while no GPU was hot. */
    private static final class Pace {

        static final int SLOTS = 5;

        private static final int LAST_STEP = 0;
        private static final int LAST_TIME = 1;
        private static final int NOW = 2;
        private static final int USUAL = 3;
        private static final int SEEN = 4;

        /** Of the time between two looks, in milliseconds, that makes the recent pace new by two thirds. */
        private static final double RECENT = 20_000;

        private final double[] memory;

        Pace(double[] memory) {
            this.memory = memory;
        }

        static Pace of(RunScene scene) {
            return new Pace(scene.memory("pace", SLOTS));
        }

        void hear(int rank, Points points, int i) {
            if (rank != 0) {
                return;
            }
            double steps = points.step(i) - memory[LAST_STEP];
            double time = points.time(i) - memory[LAST_TIME];
            boolean forward = memory[LAST_TIME] > 0 && steps > 0 && time > 0;
            if (memory[LAST_TIME] == 0 || steps < 0 || time > 0 && steps > 0) {
                memory[LAST_STEP] = points.step(i);
                memory[LAST_TIME] = points.time(i);
            }
            if (forward) {
                double weight = memory[SEEN]++ == 0 ? 1 : 1 - Math.exp(-time / RECENT);
                memory[NOW] += weight * (steps / time - memory[NOW]);
            }
        }

        void isUsual() {
            if (memory[NOW] > 0) {
                memory[USUAL] = memory[USUAL] == 0 ? memory[NOW] : memory[USUAL] + 0.1 * (memory[NOW] - memory[USUAL]);
            }
        }

        /** Share of its usual pace; NaN when that is not known. */
        double now() {
            return memory[USUAL] == 0 ? Double.NaN : memory[NOW] / memory[USUAL];
        }
    }
}
