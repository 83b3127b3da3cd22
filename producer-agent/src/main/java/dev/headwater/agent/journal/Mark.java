package dev.headwater.agent.journal;

/**
 * A place in a chain, and how many records of the boot are before it.
 *
 * @param position segment number in the upper half, offset within it in the lower; comparable
 * @param first metric points, or events
 * @param second hardware points
 */
public record Mark(long position, long first, long second) {}
