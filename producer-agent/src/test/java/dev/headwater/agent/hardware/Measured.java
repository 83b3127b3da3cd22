package dev.headwater.agent.hardware;

import java.util.Map;
import java.util.TreeMap;

/** What a sampler measures at one time: {@code "device.quantity unit"} and the value. */
final class Measured {

    private Measured() {}

    static Map<String, Double> by(Sampler sampler, double seconds) {
        Map<String, Double> measured = new TreeMap<>();
        sampler.sample(
                (long) (seconds * 1e9),
                (device, quantity, unit, value) -> measured.put(device + "." + quantity + " " + unit, value));
        return measured;
    }
}
