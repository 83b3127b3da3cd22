package dev.headwater.agent.hardware;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says what the tools have read of each GPU, each reading once, and the energy as the integral of the power. */
final class GpuSampler implements Sampler {

    private static final GpuQuantity[] QUANTITIES = GpuQuantity.values();
    /** Over a longer silence than this, or five intervals, the power is unknown and no energy is made up. */
    private static final long LONGEST_GAP = 30_000_000_000L;

    private static final class Watch {
        private final EnergyCounter counter = new EnergyCounter(0);
        private long serial;
        private double power = Double.NaN;
        private long powerAt;
    }

    private final List<GpuTool> tools;
    private final Pace pace;
    private final Map<String, Watch> watches = new HashMap<>();

    GpuSampler(List<GpuTool> tools, Pace pace) {
        this.tools = tools;
        this.pace = pace;
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        for (GpuTool tool : tools) {
            tool.poll(nowNanos, pace.intervalNanos());
            for (GpuReading reading : tool.readings()) {
                Watch watch = watches.computeIfAbsent(reading.device(), gpu -> new Watch());
                if (watch.serial != reading.serial()) {
                    watch.serial = reading.serial();
                    say(reading, watch, gauge);
                }
            }
        }
    }

    private void say(GpuReading reading, Watch watch, Gauge gauge) {
        for (GpuQuantity quantity : QUANTITIES) {
            double value = reading.value(quantity);
            if (!Double.isNaN(value)) {
                gauge.measured(reading.device(), quantity.word, quantity.unit, value);
            }
        }
        double counted = reading.joules() > 0 ? watch.counter.since(reading.joules(), reading.readAt()) : Double.NaN;
        double power = reading.value(GpuQuantity.POWER);
        long gap = reading.readAt() - watch.powerAt;
        if (!Double.isNaN(counted)) {
            gauge.measured(reading.device(), "energy", "J", counted);
        } else if (!(reading.joules() > 0) && gap <= Math.max(LONGEST_GAP, 5 * pace.intervalNanos())) {
            double joules = (watch.power + power) / 2 * gap / 1e9;
            if (!Double.isNaN(joules)) {
                gauge.measured(reading.device(), "energy", "J", joules);
            }
        }
        watch.power = power;
        watch.powerAt = reading.readAt();
    }
}
