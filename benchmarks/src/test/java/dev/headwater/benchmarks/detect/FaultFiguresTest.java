package dev.headwater.benchmarks.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.benchmarks.Figure;
import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.rules.Rulebook;
import dev.headwater.processor.series.SeriesName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of all kinds and sizes, put into a curve that needs no data set: the figures tell them from none. */
class FaultFiguresTest {

    private static final InForce RULES = Rulebook.standard().forExperiment(null);
    private static final int STEPS = 1500;
    private static final long STEP_MILLIS = 250;

    private static final List<SeriesName> SERIES = List.of(
            SeriesName.metric("run", "loss", "train"),
            SeriesName.metric("run", "loss", "val"),
            SeriesName.metric("run", "step_time", "train"),
            SeriesName.metric("run", "grad_norm", ""));

    private static LoggedRun healthy() {
        Random random = new Random(7);
        List<LoggedRun.Row> rows = new ArrayList<>();
        for (int step = 1; step <= STEPS; step++) {
            double loss = 3 + 7 * Math.exp(-step / 200.0) + 0.02 * random.nextGaussian();
            double norm = 0.5 * Math.exp(0.1 * random.nextGaussian());
            double took = 0.001 * STEP_MILLIS * Math.exp(0.02 * random.nextGaussian());
            rows.add(new LoggedRun.Row(
                    step, step * STEP_MILLIS, LoggedRun.NO_EVALUATION, new int[] {0, 2, 3}, new double[] {
                        loss, took, norm
                    }));
        }
        return new LoggedRun("healthy", "made-up", Map.of(), SERIES, rows);
    }

    static List<Fault> nothing() {
        return FaultFigures.all().stream()
                .filter(fault -> fault.size().equals(Fault.NONE))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void findsNothingWhereNothingWasPut(Fault fault) {
        Figure figure = measured(fault.name());

        assertThat(figure.details()).containsEntry("inserted", 2).containsEntry("found_by_any_rule", 0);
    }

    @ParameterizedTest
    @MethodSource("large")
    void findsWhatIsLarge(String fault) {
        assertThat(measured(fault).value()).isEqualTo(1);
    }

    static List<String> large() {
        return List.of(
                "nan.1-point",
                "infinite.10-points",
                "loss-spike-of-20-points.x4",
                "divergence.x4",
                "hanging-with-heartbeats.1200-s",
                "gradient.x100",
                "silent.600-s",
                "slower-steps.x4",
                "straggler.x2",
                "checkpoint-interval-declared.3-intervals",
                "checkpoint-interval-learned.3-intervals",
                "thermal-throttle.clock-40",
                "memory-slope.+50",
                "gpu-idle.to-1",
                "imbalance.one-of-4-to-5",
                "data-loader.GPU-5-CPU-97-I-O-wait-2");
    }

    @Test
    void countsTheDelayFromTheFirstPointOfTheFault() {
        assertThat(measured("nan.1-point").details())
                .containsEntry("median_delay_points", 0.0)
                .containsEntry("median_delay_s", 0.0);
        // A loss spike is a warning at its fifth point, a second after its first.
        assertThat(measured("loss-spike-of-20-points.x4").details())
                .containsEntry("median_delay_points", 4.0)
                .containsEntry("median_delay_s", 1.0);
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(measured("slower-steps.x2")).isEqualTo(measured("slower-steps.x2"));
    }

    private static Figure measured(String name) {
        Fault fault = FaultFigures.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return FaultFigures.figure(fault, List.of(healthy()), 2, RULES);
    }
}
