package dev.headwater.benchmarks.detect;

import dev.headwater.processor.detect.run.Turn;

/**
 * Something that happens between the rows of a run.
 *
 * @param row index of the row that it comes before
 * @param millis since the run began
 * @param said payload of an event, or a {@link Turn}
 */
record Aside(int row, long millis, Object said) {}
