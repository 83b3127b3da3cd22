package dev.headwater.launcher.run.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found in a line so far: knows by which names programs call steps and epochs. */
final class Gathered {

    private static final Set<String> STEPS =
            Set.of("step", "steps", "_step", "global_step", "globalstep", "iter", "iters", "iteration", "iterations");
    private static final Set<String> EPOCHS = Set.of("epoch", "epochs");
    private static final double LARGEST_STEP = 1L << 53;

    private final Map<String, Double> values = new LinkedHashMap<>();
    private @Nullable Long step;
    private @Nullable Double epoch;

    /** Whether this is the name of a step or of an epoch. */
    static boolean isProgress(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return STEPS.contains(lower) || EPOCHS.contains(lower);
    }

    /** Takes the value of a name: a step, an epoch, or a metric. A step that is no whole number is a metric. */
    void put(String name, double value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (EPOCHS.contains(lower) && Double.isFinite(value)) {
            epoch = value;
        } else if (STEPS.contains(lower) && value == Math.rint(value) && Math.abs(value) <= LARGEST_STEP) {
            step = (long) value;
        } else {
            values.put(name, value);
        }
    }

    Said said() {
        return new Said(step, epoch, values);
    }
}
