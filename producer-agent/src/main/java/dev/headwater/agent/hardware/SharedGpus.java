package dev.headwater.agent.hardware;

import org.jspecify.annotations.Nullable;

/** A run's share in the GPU tools of its process: taken with the first sample, given back at the end. */
final class SharedGpus implements Sampler {

    private final Gpus gpus;
    private final Pace pace;
    private @Nullable GpuSampler sampler;

    SharedGpus(Gpus gpus, Pace pace) {
        this.gpus = gpus;
        this.pace = pace;
    }

    @Override
    public void sample(long nowNanos, Gauge gauge) {
        GpuSampler own = sampler;
        if (own == null) {
            own = new GpuSampler(gpus.join(nowNanos), pace);
            sampler = own;
        }
        own.sample(nowNanos, gauge);
    }

    @Override
    public void close() {
        if (sampler != null) {
            gpus.leave();
            sampler = null;
        }
    }
}
