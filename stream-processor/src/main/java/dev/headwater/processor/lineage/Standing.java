package dev.headwater.processor.lineage;

import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is known of a run besides what it said.
 *
 * @param lost the run has been silent for longer than its lease
 * @param lostRanks ranks that have been, while others were heard
 * @param joules energy that the run has used so far, on all its hosts; empty when none was measured
 * @param pointsSetAside points of series beyond the bound: they arrived, and are in the dead letters
 */
public record Standing(boolean lost, Set<Integer> lostRanks, OptionalDouble joules, long pointsSetAside) {

    /** Alive as a whole, and nothing measured. */
    public static final Standing ALIVE = new Standing(false, Set.of(), OptionalDouble.empty(), 0);
}
