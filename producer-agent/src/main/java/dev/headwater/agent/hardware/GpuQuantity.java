package dev.headwater.agent.hardware;

/** What is measured of a GPU. */
enum GpuQuantity {
    UTILIZATION("utilization", "1"),
    MEMORY_UTILIZATION("memory_utilization", "1"),
    MEMORY_USED("memory_used", "By"),
    MEMORY_TOTAL("memory_total", "By"),
    POWER("power", "W"),
    TEMPERATURE("temperature", "Cel"),
    CLOCK_SM("clock_sm", "MHz"),
    CLOCK_MEMORY("clock_memory", "MHz"),
    /** NVML's bits; see the three that follow for what they mean to a training run. */
    THROTTLE_REASONS("throttle_reasons", "1"),
    THROTTLED("throttled", "1"),
    THROTTLED_POWER("throttled_power", "1"),
    THROTTLED_THERMAL("throttled_thermal", "1");

    final String word;
    final String unit;

    GpuQuantity(String word, String unit) {
        this.word = word;
        this.unit = unit;
    }
}
