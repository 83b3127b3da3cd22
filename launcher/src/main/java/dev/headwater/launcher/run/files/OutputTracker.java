package dev.headwater.launcher.run.files;

import dev.headwater.launcher.run.files.OutputScan.Found;
import dev.headwater.launcher.run.files.OutputScan.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which outputs are complete. A file is when it has not changed for a while and no process of the run has it open for
 * writing; where the system does not tell who has it open, the while is longer; and longest for a directory, whose files
 * come one after the other. What was there before and has not changed since is no output.
 */
final class OutputTracker {

    static final Duration QUIET = Duration.ofMillis(1_500);
    static final Duration QUIET_UNSEEN = Duration.ofSeconds(10);
    static final Duration QUIET_DIRECTORY = Duration.ofSeconds(10);

    /**
     * An output that is complete.
     *
     * @param step that its name tells; null for none
     */
    record Complete(Path path, String role, @Nullable Long step) {}

    private static final class State {
        private Signature seen;
        private long since;
        private @Nullable Signature recorded;

        State(Signature seen, long since) {
            this.seen = seen;
            this.since = since;
        }
    }

    private final Map<Path, State> states = new HashMap<>();
    private final Set<OutputPattern> written = new HashSet<>();

    /** @param before what was there before the run */
    OutputTracker(Map<Path, Found> before) {
        before.forEach((path, found) -> {
            State state = new State(found.signature(), 0);
            state.recorded = found.signature();
            states.put(path, state);
        });
    }

    /**
     * Takes note of what is there now. What a look did not see is forgotten only if that look saw everything: else a file
     * that was there before the run would be taken for a new one when it is seen again.
     *
     * @param openForWriting told what may be complete: answers what of it is open for writing; empty when not known
     * @return what has become complete
     */
    List<Complete> update(Seen seen, long nowNanos, Function<Set<Path>, Optional<Set<Path>>> openForWriting) {
        Map<Path, Found> now = seen.found();
        if (seen.complete()) {
            states.keySet().retainAll(now.keySet());
        }
        Map<Path, Found> quiet = new HashMap<>();
        now.forEach((path, found) -> {
            State state = states.computeIfAbsent(path, absent -> new State(found.signature(), nowNanos));
            if (!state.seen.equals(found.signature())) {
                state.seen = found.signature();
                state.since = nowNanos;
            }
            if (!found.signature().equals(state.recorded)
                    && found.signature().bytes() > 0
                    && nowNanos - state.since >= QUIET.toNanos()) {
                quiet.put(path, found);
            }
        });
        if (quiet.isEmpty()) {
            return List.of();
        }
        Optional<Set<Path>> open = openForWriting.apply(quiet.keySet());
        List<Complete> complete = new ArrayList<>();
        quiet.forEach((path, found) -> {
            State state = states.get(path);
            if (state != null
                    && nowNanos - state.since >= patience(found, open).toNanos()
                    && !open.orElse(Set.of()).contains(path)) {
                complete.add(record(path, found, state));
            }
        });
        return complete;
    }

    private static Duration patience(Found found, Optional<Set<Path>> open) {
        return found.directory() ? QUIET_DIRECTORY : open.isEmpty() ? QUIET_UNSEEN : QUIET;
    }

    /** The run has ended: all that changed and was not recorded since. */
    List<Complete> finish(Map<Path, Found> now) {
        List<Complete> rest = new ArrayList<>();
        now.forEach((path, found) -> {
            State state = states.computeIfAbsent(path, absent -> new State(found.signature(), 0));
            if (!found.signature().equals(state.recorded)) {
                state.seen = found.signature();
                rest.add(record(path, found, state));
            }
        });
        return rest;
    }

    private Complete record(Path path, Found found, State state) {
        state.recorded = found.signature();
        written.add(found.pattern());
        return new Complete(path, found.pattern().role(), FileNames.step(path));
    }

    /** Whether something of it was recorded. */
    boolean isWritten(OutputPattern pattern) {
        return written.contains(pattern);
    }
}
