package dev.headwater.processor.detect;

/**
 * A rule that findings are raised by.
 *
 * @param name word that identifies it, such as loss-spike
 * @param version counts up whenever the same points may lead to other findings
 * @param expected what it expects of a healthy run, in words a person understands
 */
public record Rule(String name, int version, String expected) {}
