package dev.headwater.benchmarks.nab;

/**
 * What errors cost.
 *
 * @param name such as {@code standard}
 * @param hit reward of a window that was found at its left edge
 * @param falseAlarm cost of an alarm far from any window
 * @param miss cost of a window without an alarm
 */
public record Profile(String name, double hit, double falseAlarm, double miss) {}
