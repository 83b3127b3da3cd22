package dev.headwater.agent.hardware;

import java.util.Arrays;

/** What a tool last said of one GPU; NaN for what it did not say. One thread. */
final class GpuReading {

    private static final long POWER_CAP = 0x4;
    private static final long HARDWARE_SLOWDOWN = 0x8;
    private static final long SOFTWARE_THERMAL = 0x20;
    private static final long HARDWARE_THERMAL = 0x40;
    private static final long POWER_BRAKE = 0x80;

    private final String device;
    private final double[] values = new double[GpuQuantity.values().length];
    private double joules = Double.NaN;
    private long readAt;
    private long serial;

    GpuReading(String device) {
        this.device = device;
        forget();
    }

    /** Begins a new reading: nothing is known. */
    void forget() {
        Arrays.fill(values, Double.NaN);
        joules = Double.NaN;
    }

    void put(GpuQuantity quantity, double value) {
        values[quantity.ordinal()] = value;
    }

    /** The bits of NVML that say why clocks are lower than they could be. */
    void putThrottleReasons(long bits) {
        put(GpuQuantity.THROTTLE_REASONS, bits);
        long power = POWER_CAP | POWER_BRAKE;
        long thermal = SOFTWARE_THERMAL | HARDWARE_THERMAL;
        put(GpuQuantity.THROTTLED, (bits & (power | thermal | HARDWARE_SLOWDOWN)) != 0 ? 1 : 0);
        put(GpuQuantity.THROTTLED_POWER, (bits & power) != 0 ? 1 : 0);
        put(GpuQuantity.THROTTLED_THERMAL, (bits & thermal) != 0 ? 1 : 0);
    }

    /** The GPU's own counter of energy. */
    void putJoules(double counted) {
        joules = counted;
    }

    /** Ends a new reading. */
    void done(long nowNanos) {
        readAt = nowNanos;
        serial++;
    }

    String device() {
        return device;
    }

    double value(GpuQuantity quantity) {
        return values[quantity.ordinal()];
    }

    /** What the GPU's own counter of energy says; NaN when it has none. */
    double joules() {
        return joules;
    }

    long readAt() {
        return readAt;
    }

    /** Changes with each reading. */
    long serial() {
        return serial;
    }
}
