package dev.headwater.processor.detect.hardware;

import static dev.headwater.processor.detect.Curves.curve;
import static dev.headwater.processor.detect.Curves.flat;
import static dev.headwater.processor.detect.Curves.inAnyBatches;
import static dev.headwater.processor.detect.Curves.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HardwareRulesTest {

    private static final double GIB = 1L << 30;

    private static SeriesName series(String device, String quantity, String unit) {
        return new SeriesName("resource:r/h/" + device + "/" + quantity, true, quantity, device, "h", unit);
    }

    @Nested
    class GpuIdleTest {

        private static final SeriesName GPU = series("gpu0", "utilization", "1");

        private final Detector rule = GpuIdle.DEFINITION.standard();

        @Test
        void aGpuThatIsUsedLittleIsANotice() {
            List<Finding> found = inAnyBatches(rule, GPU, flat(1000, 0.4));
            assertThat(found).hasSize(1);
            assertThat(found.get(0).severity()).isEqualTo(Severity.INFO);
            assertThat(found.get(0).windowStart()).isEqualTo(999_000);
            assertThat(found.get(0).message()).isEqualTo("h gpu0 utilization is low, 40 % on average of 500 samples");
        }

        @Test
        void aGpuThatWasBusyAndIdlesIsAWarningUntilItIsBusyAgain() {
            List<Finding> found = inAnyBatches(rule, GPU, join(flat(500, 0.95), flat(1000, 0), flat(500, 0.95)));
            assertThat(found).extracting(Finding::state).containsExactly(AnomalyState.OPEN, AnomalyState.RESOLVED);
            assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
        }

        @Test
        void aGpuThatWasNeverUsedIsANotice() {
            assertThat(inAnyBatches(rule, GPU, flat(5000, 0)))
                    .isNotEmpty()
                    .extracting(Finding::severity)
                    .containsOnly(Severity.INFO);
        }

        @Test
        void aGpuThatWaitsForDataSwings() {
            List<Finding> found = inAnyBatches(rule, GPU, curve(1000, i -> i % 10 < 8 ? 0.95 : 0.02));
            assertThat(found).hasSize(1);
            assertThat(found.get(0).message()).contains("swings between busy and idle");
        }

        @Test
        void aBusyGpuWithPausesRaisesNothing() {
            for (long seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                double[] busy = curve(5000, i -> i % 200 < 5 ? 0 : 0.8 + 0.2 * random.nextDouble());
                assertThat(inAnyBatches(rule, GPU, busy)).as("seed " + seed).isEmpty();
            }
            assertThat(inAnyBatches(rule, GPU, flat(2000, Double.NaN))).isEmpty();
        }

        @Test
        void aProcessorIsNoGpu() {
            assertThat(rule.watches(series("cpu", "utilization", "1"))).isFalse();
            assertThat(rule.watches(series("amdgpu1", "utilization", "1"))).isTrue();
        }
    }

    @Nested
    class MemoryLeakTest {

        private static final SeriesName RSS = series("process", "rss", "By");

        private final Detector rule = MemoryLeak.DEFINITION.standard();

        @Test
        void growthIsANoticeAndGrowthWithoutAnEndAWarning() {
            Random random = new Random(3);
            double[] leak = curve(3000, i -> 4 * GIB * (1 + i / 1000.0) + 0.01 * GIB * random.nextDouble());
            List<Finding> found = inAnyBatches(rule, RSS, leak);
            assertThat(found.get(0).severity()).isEqualTo(Severity.INFO);
            assertThat(found.get(0).windowStart()).isEqualTo(549_000);
            Finding worse = found.stream()
                    .filter(finding -> finding.severity() == Severity.WARNING)
                    .findFirst()
                    .orElseThrow();
            assertThat(worse.windowEnd()).isEqualTo(2_049_000);
            assertThat(worse.message()).contains("MiB in 2000 samples and goes on");
        }

        @Test
        void aCacheThatFillsAndLevelsOffRaisesNoAlarm() {
            for (long seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                double[] cache =
                        curve(5000, i -> 4 * GIB * (3 - 2 * Math.exp(-i / 400.0)) + 0.05 * GIB * random.nextGaussian());
                assertThat(inAnyBatches(rule, RSS, cache))
                        .as("seed " + seed)
                        .extracting(Finding::severity)
                        .doesNotContain(Severity.WARNING);
            }
        }

        @Test
        void aDataSetThatIsLoadedIsANoticeThatEnds() {
            List<Finding> found =
                    inAnyBatches(rule, RSS, join(curve(800, i -> GIB * (1 + i / 40.0)), flat(1000, 21 * GIB)));
            assertThat(found).extracting(Finding::severity).containsOnly(Severity.INFO);
            assertThat(found.get(found.size() - 1).state()).isEqualTo(AnomalyState.RESOLVED);
        }

        @Test
        void whatComesAndGoesRaisesNothing() {
            for (long seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                double[] sawtooth = curve(5000, i -> GIB * (2 + i % 170 / 40.0 + 0.3 * random.nextGaussian()));
                assertThat(inAnyBatches(rule, RSS, sawtooth)).as("seed " + seed).isEmpty();
                double[] walk = new double[5000];
                walk[0] = 8 * GIB;
                for (int i = 1; i < walk.length; i++) {
                    walk[i] = walk[i - 1] + 0.01 * GIB * random.nextGaussian();
                }
                assertThat(inAnyBatches(rule, RSS, walk))
                        .as("seed " + seed)
                        .extracting(Finding::severity)
                        .doesNotContain(Severity.WARNING);
            }
            assertThat(inAnyBatches(rule, RSS, flat(2000, Double.NaN))).isEmpty();
        }

        @Test
        void littleGrowthOfASmallProcessIsBorne() {
            assertThat(inAnyBatches(rule, RSS, curve(3000, i -> 1e7 * (1 + i / 1000.0))))
                    .isEmpty();
        }

        @Test
        void whatIsInUseIsWatched() {
            assertThat(rule.watches(series("memory", "used", "By"))).isTrue();
            assertThat(rule.watches(series("gpu0", "memory_used", "By"))).isTrue();
            assertThat(rule.watches(series("memory", "available", "By"))).isFalse();
            assertThat(rule.watches(series("process", "written", "By/s"))).isFalse();
        }
    }

    @Nested
    class HardwareFaultTest {

        private static final SeriesName XID = series("gpu0", "xid_errors", "1");

        private final Detector rule = HardwareFault.DEFINITION.standard();

        @Test
        void aCounterThatGoesUpIsAFault() {
            List<Finding> found = inAnyBatches(rule, XID, 2, 2, Double.NaN, 3, 3);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).severity()).isEqualTo(Severity.CRITICAL);
            assertThat(found.get(0).message()).isEqualTo("h gpu0 xid_errors went from 2 to 3: a fault of the device");
        }

        @Test
        void whatTheDeviceBroughtAlongIsNone() {
            assertThat(inAnyBatches(rule, XID, 7, 7, 0, 0)).isEmpty();
            assertThat(rule.watches(series("gpu0", "temperature", "Cel"))).isFalse();
        }
    }
}
