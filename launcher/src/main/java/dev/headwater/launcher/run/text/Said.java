package dev.headwater.launcher.run.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of text says about training.
 *
 * @param step null where the text does not say it
 * @param epoch null where the text does not say it; may be a fraction
 * @param values by name, such as loss or train/loss; NaN and infinities are values
 */
record Said(@Nullable Long step, @Nullable Double epoch, Map<String, Double> values) {

    /** Whether there is nothing in it. */
    boolean isEmpty() {
        return step == null && epoch == null && values.isEmpty();
    }
}
