package dev.headwater.agent.hardware;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A field of an {@code nvidia-smi --query-gpu}, without units. What is no number ({@code [N/A]}, {@code [Not Supported]},
 * {@code ERR!}, {@code [Unknown Error]}) was not measured.
 */
enum NvidiaField {
    INDEX("index", null, 1),
    UTILIZATION("utilization.gpu", GpuQuantity.UTILIZATION, 100),
    MEMORY_UTILIZATION("utilization.memory", GpuQuantity.MEMORY_UTILIZATION, 100),
    MEMORY_USED("memory.used", GpuQuantity.MEMORY_USED, 1.0 / (1 << 20)),
    MEMORY_TOTAL("memory.total", GpuQuantity.MEMORY_TOTAL, 1.0 / (1 << 20)),
    POWER("power.draw", GpuQuantity.POWER, 1),
    TEMPERATURE("temperature.gpu", GpuQuantity.TEMPERATURE, 1),
    CLOCK_SM("clocks.sm", GpuQuantity.CLOCK_SM, 1),
    CLOCK_MEMORY("clocks.mem", GpuQuantity.CLOCK_MEMORY, 1),
    REASONS("clocks_event_reasons.active", null, 1),
    /** What drivers before 535 call it. */
    FORMER_REASONS("clocks_throttle_reasons.active", null, 1);

    final String name;
    private final @Nullable GpuQuantity quantity;
    private final double perUnit;

    /** @param perUnit how many of what the tool says are one of the unit of the quantity */
    NvidiaField(String name, @Nullable GpuQuantity quantity, double perUnit) {
        this.name = name;
        this.quantity = quantity;
        this.perUnit = perUnit;
    }

    /** Those that are asked for at first. */
    static List<NvidiaField> all() {
        return List.of(values()).subList(0, FORMER_REASONS.ordinal());
    }

    void put(String word, GpuReading reading) {
        String text = word.strip();
        if (quantity != null) {
            reading.put(quantity, number(text) / perUnit);
        } else if (text.toLowerCase(Locale.ROOT).startsWith("0x")) {
            try {
                reading.putThrottleReasons(Long.parseUnsignedLong(text.substring(2), 16));
            } catch (NumberFormatException e) {
                // As [N/A].
            }
        }
    }

    /** A number, or NaN for what is none. */
    static double number(String word) {
        String text = word.strip();
        if (text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
