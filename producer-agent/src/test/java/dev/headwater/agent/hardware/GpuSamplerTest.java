package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuSamplerTest {

    private static final long SECOND = 1_000_000_000L;

    private final GpuReading gpu = new GpuReading("gpu0");
    private final GpuSampler sampler = new GpuSampler(List.of(new Told(List.of(gpu))), new Pace(SECOND, 1, 0));

    /** A tool that says what it was told. */
    private record Told(Collection<GpuReading> readings) implements GpuTool {

        @Override
        public void poll(long nowNanos, long intervalNanos) {}

        @Override
        public long processorNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private double energy(double seconds, double watts, double joulesCounted) {
        gpu.forget();
        gpu.put(GpuQuantity.POWER, watts);
        gpu.putJoules(joulesCounted);
        gpu.done((long) (seconds * SECOND));
        return Measured.by(sampler, seconds).getOrDefault("gpu0.energy J", Double.NaN);
    }

    @Test
    void energyIsPowerOverTheTimeThatReallyPassed() {
        assertThat(energy(10, 100, Double.NaN)).isNaN();
        assertThat(energy(11, 300, Double.NaN)).isEqualTo(200);
        assertThat(energy(13.5, 300, Double.NaN)).isEqualTo(750);
    }

    @Test
    void theSumOfAllSamplesIsTheIntegral() {
        double sum = 0;
        energy(0.5, power(0.5), Double.NaN);
        double seconds = 0.5;
        for (int i = 0; i < 600; i++) {
            // Never quite on time.
            seconds += 0.8 + (i * 37 % 50) / 100.0;
            sum += energy(seconds, power(seconds), Double.NaN);
        }
        double exact = 250 * (seconds - 0.5) - 100 * 20 * (Math.cos(seconds / 20) - Math.cos(0.5 / 20));
        assertThat(sum).isCloseTo(exact, within(exact * 1e-3));
    }

    private static double power(double seconds) {
        return 250 + 100 * Math.sin(seconds / 20);
    }

    @Test
    void theGpusOwnCounterOfEnergyIsBetterThanItsPower() {
        energy(10, 100, 5_000);
        assertThat(energy(70, 999, 17_000)).isEqualTo(12_000);
        // The driver was loaded anew.
        assertThat(energy(71, 999, 3)).isNaN();
        assertThat(energy(72, 999, 103)).isEqualTo(100);
    }

    @Test
    void overALongSilenceNoEnergyIsMadeUp() {
        energy(10, 100, Double.NaN);
        assertThat(energy(100, 100, Double.NaN)).isNaN();
        assertThat(energy(101, Double.NaN, Double.NaN)).isNaN();
        assertThat(energy(102, 100, Double.NaN)).isNaN();
        assertThat(energy(103, 100, Double.NaN)).isEqualTo(100);
    }

    @Test
    void whatWasSaidBeforeIsNotSaidAgain() {
        energy(10, 100, Double.NaN);
        assertThat(Measured.by(sampler, 11)).isEmpty();
    }

    @Test
    void throttleReasonsAreToldApart() {
        gpu.putThrottleReasons(0x1);
        assertThat(gpu.value(GpuQuantity.THROTTLED)).isZero();
        gpu.putThrottleReasons(0x4);
        assertThat(gpu.value(GpuQuantity.THROTTLED)).isOne();
        assertThat(gpu.value(GpuQuantity.THROTTLED_POWER)).isOne();
        assertThat(gpu.value(GpuQuantity.THROTTLED_THERMAL)).isZero();
        gpu.putThrottleReasons(0x48);
        assertThat(gpu.value(GpuQuantity.THROTTLED_POWER)).isZero();
        assertThat(gpu.value(GpuQuantity.THROTTLED_THERMAL)).isOne();
        assertThat(gpu.value(GpuQuantity.THROTTLE_REASONS)).isEqualTo(0x48);
    }
}
