package dev.headwater.processor.detect;

/**
 * A rule that findings are raised by, with the thresholds in force.
 *
 * @param name word that identifies it, such as loss-spike
 * @param version counts up whenever the same points may lead to other findings under the same thresholds
 * @param settings digest of the thresholds, 12 hex digits; empty for those that the rule ships with
 * @param expected what it expects of a healthy run, in words a person understands
 */
public record Rule(String name, int version, String settings, String expected) {}
