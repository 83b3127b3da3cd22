package dev.headwater.processor.detect;

import dev.headwater.anomaly.Severity;
import java.util.function.Supplier;

/** What a detector says of one point. */
public sealed interface Signal {

    /** Nothing new: an open condition stays open, a closed one closed. */
    Signal QUIET = new Quiet();

    /** The condition, if it was open, is over. */
    Signal CALM = new Calm();

    record Quiet() implements Signal {}

    record Calm() implements Signal {}

    /**
     * The condition holds at this point.
     *
     * @param score how far outside, in the measure of the rule; NaN where it has none
     * @param what what happened, to be continued with where it happened; asked for only when it is told, and at once
     */
    record Breach(Severity severity, double score, Supplier<String> what) implements Signal {}
}
