package dev.headwater.sink.export;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much is exported.
 *
 * @param selection the runs
 * @param begin only those of which something was {@linkplain dev.headwater.sink.graph.LastHeard heard} then or later; null
 *     for all of them
 * @param points whether series have their values
 */
public record Extent(Selection selection, @Nullable Instant begin, boolean points) {

    /** All of these runs, as they are without the values of their series. */
    public static Extent of(Selection selection) {
        return new Extent(selection, null, false);
    }

    /** Whether what no run says is exported, too: it has no time, so that an increment does without it. */
    boolean isEverything() {
        return selection instanceof Selection.All && begin == null;
    }

    Optional<Instant> since() {
        return Optional.ofNullable(begin);
    }
}
