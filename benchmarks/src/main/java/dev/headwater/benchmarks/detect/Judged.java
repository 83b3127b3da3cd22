package dev.headwater.benchmarks.detect;

import java.util.List;

/** A run, how it ended, and what the rules said of it on the way. */
record Judged(LoggedRun run, Outcome outcome, List<Alarm> alarms) {

    /** Number of evaluations that are there in the end. */
    int evaluations() {
        return run.evaluations();
    }

    boolean woke() {
        return alarms.stream().anyMatch(Alarm::wakes);
    }
}
