package dev.headwater.agent.hardware;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the fields of {@code rocm-smi --json}, whose names differ between releases. */
final class RocmField {

    private static final Pattern MEGAHERTZ = Pattern.compile("\\(?(\\d+(?:\\.\\d+)?)\\s*M[Hh]z\\)?");

    private RocmField() {}

    static void put(String name, String text, GpuReading reading) {
        double number = NvidiaField.number(text);
        switch (name) {
            case "GPU use (%)" -> reading.put(GpuQuantity.UTILIZATION, number / 100);
            case "GPU memory use (%)", "GPU Memory Read/Write Activity (%)" ->
                reading.put(GpuQuantity.MEMORY_UTILIZATION, number / 100);
            case "VRAM Total Memory (B)" -> reading.put(GpuQuantity.MEMORY_TOTAL, number);
            case "VRAM Total Used Memory (B)" -> reading.put(GpuQuantity.MEMORY_USED, number);
            case "Average Graphics Package Power (W)", "Current Socket Graphics Package Power (W)" -> {
                if (!Double.isNaN(number)) {
                    reading.put(GpuQuantity.POWER, number);
                }
            }
            case "Temperature (Sensor edge) (C)" -> {
                if (!Double.isNaN(number)) {
                    reading.put(GpuQuantity.TEMPERATURE, number);
                }
            }
            case "Temperature (Sensor junction) (C)" -> {
                // Some have no sensor at the edge.
                if (Double.isNaN(reading.value(GpuQuantity.TEMPERATURE))) {
                    reading.put(GpuQuantity.TEMPERATURE, number);
                }
            }
            case "sclk clock speed:" -> reading.put(GpuQuantity.CLOCK_SM, megahertz(text));
            case "mclk clock speed:" -> reading.put(GpuQuantity.CLOCK_MEMORY, megahertz(text));
            case "Accumulated Energy (uJ)" -> reading.putJoules(number / 1e6);
            default -> {}
        }
    }

    private static double megahertz(String text) {
        Matcher speed = MEGAHERTZ.matcher(text.strip());
        return speed.matches() ? Double.parseDouble(speed.group(1)) : Double.NaN;
    }
}
