package dev.headwater.launcher.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each part took. */
final class Stopwatch {

    private final Map<String, Duration> parts = new LinkedHashMap<>();
    private final long begin = System.nanoTime();
    private long last = begin;

    /** The part that ends now. */
    void lap(String part) {
        long now = System.nanoTime();
        parts.put(part, Duration.ofNanos(now - last));
        last = now;
    }

    Map<String, Duration> parts() {
        return parts;
    }

    Duration total() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
