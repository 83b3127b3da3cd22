package dev.headwater.agent.capture;

import java.util.function.BooleanSupplier;

/** How long a question may go on when the run it is about is over: a moment. */
final class Grace {

    private static final long NANOS = 1_000_000_000L;

    private final BooleanSupplier over;
    private long since;
    private boolean seen;

    /** @param over whether the run has ended */
    Grace(BooleanSupplier over) {
        this.over = over;
    }

    boolean spent() {
        long now = System.nanoTime();
        if (!seen && over.getAsBoolean()) {
            seen = true;
            since = now;
        }
        return seen && now - since > NANOS;
    }
}
