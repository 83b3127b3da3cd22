package dev.headwater.benchmarks.detect;

import dev.headwater.anomaly.Severity;

/**
 * A finding that was raised, or got worse, while the log was read.
 *
 * @param millis since the run began
 * @param row index of the row after which it was known
 * @param evaluations how many evaluations had been seen by then
 */
record Alarm(
        String rule,
        Severity severity,
        String subject,
        long step,
        long millis,
        int row,
        int evaluations,
        String message) {

    boolean wakes() {
        return severity.compareTo(Severity.WARNING) >= 0;
    }
}
