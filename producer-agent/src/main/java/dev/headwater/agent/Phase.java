package dev.headwater.agent;

import org.jspecify.annotations.Nullable;

/**
 * A part of a run, such as an epoch or a validation, from {@link Run#epoch} or {@link Run#phase} until {@link #close()}. What
 * the run writes meanwhile was written in it. No method throws or waits.
 *
 * <pre>{@code
 * try (Phase epoch = run.epoch(3).steps(first, last)) {
 *     ...
 * }
 * }</pre>
 */
public final class Phase implements AutoCloseable {

    private final @Nullable RunPhases phases;
    private final String id;

    /** @param phases null when nothing is recorded */
    Phase(@Nullable RunPhases phases, String id) {
        this.phases = phases;
        this.id = id;
    }

    /** Id within the run, such as {@code epoch/3} or {@code epoch/3/validate/0}; empty when nothing is recorded. */
    public String id() {
        return id;
    }

    /**
     * Which optimiser steps are in it. May be said at any time before its end; what is said last counts.
     *
     * @param first step
     * @param last step, this one included
     */
    public Phase steps(long first, long last) {
        if (phases != null) {
            phases.steps(this, first, last);
        }
        return this;
    }

    /** Ends the phase, and whatever phases in it are still open. A second call does nothing. */
    @Override
    public void close() {
        if (phases != null) {
            phases.end(this);
        }
    }
}
