package dev.headwater.agent.hardware;

/** Takes what was measured. */
@FunctionalInterface
public interface Gauge {

    /** @param unit UCUM unit; 1 for a count or a fraction */
    void measured(String device, String quantity, String unit, double value);
}
