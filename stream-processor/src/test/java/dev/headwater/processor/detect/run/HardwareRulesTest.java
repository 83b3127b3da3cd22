package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.RuleDefinition;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules over several quantities of hardware, sampled once a second. */
class HardwareRulesTest {

    private static double around(Random random, double value) {
        return Math.min(1, Math.max(0, value + 0.05 * random.nextGaussian()));
    }

    /** Two GPUs and the processors of a host. */
    private static RunScript host(
            long seed, int seconds, IntToDoubleFunction first, IntToDoubleFunction second, IntToDoubleFunction cpu) {
        Random random = new Random(seed);
        RunScript run = new RunScript();
        for (int second1 = 0; second1 < seconds; second1++) {
            run.later(1000)
                    .hardware("cpu", "utilization", around(random, cpu.applyAsDouble(second1)))
                    .hardware("gpu0", "utilization", around(random, first.applyAsDouble(second1)))
                    .hardware("gpu1", "utilization", around(random, second.applyAsDouble(second1)));
        }
        return run;
    }

    private static void isSilentOn(RuleDefinition<RunDetector> rule, RunScript run) {
        assertThat(run.played(rule, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 5000})
    void aGpuThatStopsWorkingWhileAnotherGoesOnIsAnImbalance(int batch) {
        List<Finding> found = host(1, 1200, s -> 0.9, s -> s < 300 || s > 900 ? 0.9 : 0.1, s -> 0.3)
                .played(DeviceImbalance.DEFINITION, batch);

        assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(found.get(0).message()).contains("gpu0").contains("gpu1");
        assertThat(found.get(0).windowStart()).isBetween(RunScript.BEGIN + 590_000, RunScript.BEGIN + 620_000);
        assertThat(found)
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(AnomalyState.RESOLVED));
    }

    @Test
    void aGpuThatTheRunNeverUsedSaysNothing() {
        isSilentOn(DeviceImbalance.DEFINITION, host(1, 3000, s -> 0.95, s -> 0, s -> 0.3));
        isSilentOn(DataLoaderBottleneck.DEFINITION, host(1, 3000, s -> 0, s -> 0, s -> 1));
    }

    @Test
    void gpusThatRestTogetherNowAndThenAreBalanced() {
        for (long seed = 0; seed < 20; seed++) {
            IntToDoubleFunction course = s -> s % 400 < 60 ? 0.05 : 0.85;
            isSilentOn(DeviceImbalance.DEFINITION, host(seed, 3000, course, course, s -> 0.5));
            isSilentOn(DataLoaderBottleneck.DEFINITION, host(seed, 3000, course, course, s -> s % 400 < 60 ? 1 : 0.5));
        }
    }

    @Test
    void gpusThatIdleWhileTheProcessorsAreAtTheirLimitWaitForData() {
        List<Finding> found = host(
                        1,
                        2000,
                        s -> s < 300 || s > 1200 ? 0.9 : 0.03,
                        s -> s < 300 || s > 1200 ? 0.9 : 0.03,
                        s -> s < 300 || s > 1200 ? 0.4 : 1)
                .played(DataLoaderBottleneck.DEFINITION, 100);

        assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(found.get(0).subject().used()).hasSize(3);
        assertThat(found)
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(AnomalyState.RESOLVED));
    }

    @Test
    void gpusThatWaitForInputAreFoundByTheShareOfWaiting() {
        RunScript run = new RunScript();
        for (int second = 0; second < 900; second++) {
            run.later(1000)
                    .hardware("gpu0", "utilization", second < 100 ? 0.9 : 0.4)
                    .hardware("cpu", "io_wait", second < 100 ? 0.1 : 0.7);
        }
        assertThat(run.played(DataLoaderBottleneck.DEFINITION))
                .first()
                .satisfies(found -> assertThat(found.message()).contains("wait for I/O"));
    }

    private static RunScript heat(int seconds, boolean slowsDown) {
        Random random = new Random(3);
        RunScript run = new RunScript();
        double step = 0;
        for (int second = 0; second < seconds; second++) {
            boolean hot = second > 400 && second < 800;
            step += hot && slowsDown ? 1.5 : 2;
            run.later(1000)
                    .hardware("gpu0", "temperature", (hot ? 87 : 70) + random.nextGaussian())
                    .hardware("gpu0", "clock_sm", (hot ? 1100 : 1400) + 5 * random.nextGaussian())
                    .metric("train", "loss", (long) step, 1);
        }
        return run;
    }

    @Test
    void aHotGpuWithALowClockAndSlowStepsThrottles() {
        List<Finding> found = heat(1200, true).played(ThermalThrottling.DEFINITION, 30);

        assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(found.get(0).message()).contains("for heat").contains("of its pace");
        assertThat(found.get(0).windowStart()).isBetween(RunScript.BEGIN + 450_000, RunScript.BEGIN + 490_000);
        assertThat(found)
                .last()
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(AnomalyState.RESOLVED));
    }

    @Test
    void aHotGpuWhoseTrainingKeepsItsPaceIsANotice() {
        assertThat(heat(1200, false).played(ThermalThrottling.DEFINITION, 30))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.severity()).isEqualTo(Severity.INFO));
    }

    @Test
    void hotOrSlowAloneIsNoThrottling() {
        for (int which = 0; which < 2; which++) {
            RunScript run = new RunScript();
            for (int second = 0; second < 2000; second++) {
                run.later(1000)
                        .hardware("gpu0", "temperature", which == 0 && second > 500 ? 88 : 60)
                        .hardware("gpu0", "clock_sm", which == 1 && second % 300 > 200 ? 300 : 1400);
            }
            isSilentOn(ThermalThrottling.DEFINITION, run);
        }
    }
}
