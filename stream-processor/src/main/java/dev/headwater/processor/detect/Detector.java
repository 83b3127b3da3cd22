package dev.headwater.processor.detect;

import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;

/**
 * A rule over the points of one series, in the order of logging.
 *
 * <p>It is pure: all it knows of a series is in a memory of fixed size that is handed in and kept by others, so the same
 * points always give the same signals, wherever batches end. A memory starts as zeros.
 */
public interface Detector {

    Rule rule();

    boolean watches(SeriesName series);

    /** The detector as it is for one of the series it watches, for a rule that takes series of several kinds. */
    default Detector on(SeriesName series) {
        return this;
    }

    /** Size of the memory, in doubles. */
    int slots();

    /** Looks at point i of the batch, the next one of the series, and changes the memory. It must not look behind i. */
    Signal observe(double[] memory, Points points, int i);
}
