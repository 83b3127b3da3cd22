package dev.headwater.agent.hardware;

import java.util.HashMap;
import java.util.Map;

/** Growing counts of bytes to bytes per second. */
final class Rates {

    private record Before(long count, long nanos) {}

    private final Map<String, Before> before = new HashMap<>();

    /** The first call for a quantity measures nothing; nor does one after the counter began anew. */
    void measure(String device, String quantity, long count, long nowNanos, Gauge gauge) {
        Before last = before.put(device + ' ' + quantity, new Before(count, nowNanos));
        if (last != null && count >= last.count() && nowNanos > last.nanos()) {
            gauge.measured(device, quantity, "By/s", (count - last.count()) * 1e9 / (nowNanos - last.nanos()));
        }
    }
}
