package dev.headwater.processor.detect.run;

import dev.headwater.processor.detect.Threshold;

/**
 * Values that a parameter may have.
 *
 * @param least smallest
 * @param most largest
 */
public record ParamRange(double least, double most) {

    public ParamRange {
        if (!(least <= most)) {
            throw new IllegalArgumentException("a range goes from the least to the most, not from "
                    + Threshold.text(least) + " to " + Threshold.text(most));
        }
    }

    boolean holds(double value) {
        return value >= least && value <= most;
    }

    String words() {
        if (least == Double.NEGATIVE_INFINITY) {
            return "at most " + Threshold.text(most);
        }
        return most == Double.POSITIVE_INFINITY
                ? "at least " + Threshold.text(least)
                : Threshold.text(least) + " to " + Threshold.text(most);
    }
}
