package dev.headwater.agent;

import dev.headwater.event.PhaseLogged;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The phases of a run that are open, each within the one before. Any thread, though phases only nest if one thread opens them. */
final class RunPhases {

    /** Phases that a process says of a run: as many as the lineage takes. */
    static final int MOST = 2_000;

    private static final String EPOCH = "epoch";

    /** The run itself, or a phase, as far as the phases in it need to know. */
    private static final class Whole {
        final @Nullable Phase phase;
        final PhaseLogged.@Nullable Builder said;
        final Map<String, Long> counts = new HashMap<>();

        @Nullable
        String endedLast;

        Whole(@Nullable Phase phase, PhaseLogged.@Nullable Builder said) {
            this.phase = phase;
            this.said = said;
        }

        @Nullable
        String id() {
            return phase == null ? null : phase.id();
        }

        boolean isEpoch() {
            return said != null && said.getKind().equals(EPOCH);
        }
    }

    private final Consumer<Object> say;
    private final OneWarning warning;
    private final InstantSource clock;
    private final Whole run = new Whole(null, null);
    private final Deque<Whole> open = new ArrayDeque<>();
    private int begun;

    /** @param say takes the events */
    RunPhases(Consumer<Object> say, OneWarning warning, InstantSource clock) {
        this.say = say;
        this.warning = warning;
        this.clock = clock;
    }

    /** Begins an epoch, after the end of the one before, if that is still open. */
    Phase epoch(long index) {
        List<PhaseLogged> said = new ArrayList<>();
        Phase phase;
        synchronized (this) {
            if (open.stream().anyMatch(Whole::isEpoch)) {
                boolean ended = false;
                while (!ended) {
                    ended = open.element().isEpoch();
                    said.add(pop(clock.instant()));
                }
            }
            phase = push(EPOCH, index, said);
        }
        said.forEach(say);
        return phase;
    }

    /** Begins a phase in the one that is open. */
    Phase begin(@Nullable String kind) {
        String word =
                kind == null || kind.isBlank() ? "phase" : ParamValue.name(kind).replace('/', '-');
        List<PhaseLogged> said = new ArrayList<>();
        Phase phase;
        synchronized (this) {
            Whole whole = open.isEmpty() ? run : open.element();
            phase = push(word, whole.counts.merge(word, 1L, Long::sum) - 1, said);
        }
        said.forEach(say);
        return phase;
    }

    /** Id of the innermost phase that is open; null when none is. */
    synchronized @Nullable String current() {
        return open.isEmpty() ? null : open.element().id();
    }

    synchronized void steps(Phase phase, long first, long last) {
        for (Whole whole : open) {
            if (whole.phase == phase && whole.said != null) {
                whole.said.setFirstStep(first).setLastStep(last);
            }
        }
    }

    void end(Phase phase) {
        List<PhaseLogged> said = new ArrayList<>();
        synchronized (this) {
            if (open.stream().anyMatch(whole -> whole.phase == phase)) {
                boolean ended = false;
                while (!ended) {
                    ended = open.element().phase == phase;
                    said.add(pop(clock.instant()));
                }
            }
        }
        said.forEach(say);
    }

    /** Ends what is open, as the run does. */
    void endAll(Instant at) {
        List<PhaseLogged> said = new ArrayList<>();
        synchronized (this) {
            while (!open.isEmpty()) {
                said.add(pop(at));
            }
        }
        said.forEach(say);
    }

    private Phase push(String kind, long index, List<PhaseLogged> said) {
        Whole whole = open.isEmpty() ? run : open.element();
        if (begun++ >= MOST) {
            warning.warn("a run has at most " + MOST + " phases (a step is none), ignored", kind + "/" + index);
            return new Phase(null, "");
        }
        String id = (whole.id() == null ? "" : whole.id() + "/") + kind + "/" + index;
        PhaseLogged.Builder builder = PhaseLogged.newBuilder()
                .setId(id)
                .setKind(kind)
                .setIndex(index)
                .setPartOf(whole.id())
                .setAfter(id.equals(whole.endedLast) ? null : whole.endedLast)
                .setStartedAt(clock.instant());
        Phase phase = new Phase(this, id);
        open.push(new Whole(phase, builder));
        said.add(builder.build());
        return phase;
    }

    private PhaseLogged pop(Instant at) {
        Whole ended = open.pop();
        Whole whole = open.isEmpty() ? run : open.element();
        whole.endedLast = ended.id();
        PhaseLogged.Builder said = java.util.Objects.requireNonNull(ended.said);
        return said.setEndedAt(at).build();
    }
}
