package dev.headwater.processor.topology;

import dev.headwater.processor.detect.rules.InForce;
import org.jspecify.annotations.Nullable;

/** The rules as they are now: an operator may change them at any time. For use by any thread. */
@FunctionalInterface
public interface Rules {

    /**
     * @param experiment of the run; null while it is not known
     * @return the same object as long as nothing has changed
     */
    InForce forExperiment(@Nullable String experiment);

    /** Whether any experiment has rules of its own. */
    default boolean varyByExperiment() {
        return false;
    }
}
