package dev.headwater.processor.topology;

import dev.headwater.processor.detect.run.RunWatches;
import dev.headwater.processor.store.LiveBudget;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The watches over the runs that a task lately heard of, in memory that all tasks share. The run heard of last stays. */
final class RunsAtHand {

    /** @param bytes that it took of the budget */
    private record Held(RunWatches watches, long bytes) {}

    private final LiveBudget budget;
    /** The least recently used first. */
    private final Map<String, Held> runs = new LinkedHashMap<>(16, 0.75f, true);

    RunsAtHand(LiveBudget budget) {
        this.budget = budget;
    }

    @Nullable
    RunWatches get(String runId) {
        Held held = runs.get(runId);
        return held == null ? null : held.watches;
    }

    /** Keeps the watches, which may have grown, and lets go of others when they do not fit beside them. */
    void keep(String runId, RunWatches watches) {
        Held now = new Held(watches, watches.bytes());
        Held before = runs.put(runId, now);
        budget.use(now.bytes - (before == null ? 0 : before.bytes));
        for (Iterator<Held> old = runs.values().iterator(); budget.exceeded() && runs.size() > 1; ) {
            budget.use(-old.next().bytes);
            old.remove();
        }
    }

    void forget(String runId) {
        Held held = runs.remove(runId);
        if (held != null) {
            budget.use(-held.bytes);
        }
    }

    void clear() {
        runs.values().forEach(held -> budget.use(-held.bytes));
        runs.clear();
    }

    int size() {
        return runs.size();
    }
}
