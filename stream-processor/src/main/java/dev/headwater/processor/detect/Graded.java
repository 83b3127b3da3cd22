package dev.headwater.processor.detect;

import dev.headwater.processor.series.Points;

/** A rule that has a grade for every point, also for those of which it tells nothing. */
public interface Graded extends Detector {

    /**
     * Looks at point i of the batch as {@link #observe} does, in its place.
     *
     * @return from 0, as usual, to 1
     */
    double grade(double[] memory, Points points, int i);
}
