package dev.headwater.agent;

import dev.headwater.event.EndStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a run ended. */
record RunEnd(
        EndStatus status,
        @Nullable Integer exitCode,
        Instant at,
        @Nullable String errorType,
        @Nullable String errorMessage) {

    /** Nobody closed the run: whether it reached its goal is not known, and so it is not said to have. */
    static RunEnd notClosed() {
        return new RunEnd(
                EndStatus.FAILED,
                null,
                Instant.now(),
                "RunNotClosed",
                "the process ended without closing the run; call close() or end(), or use try-with-resources");
    }

    /** @param error what ended it; null for nothing */
    static RunEnd of(EndStatus status, @Nullable Integer exitCode, Instant at, @Nullable Throwable error) {
        return new RunEnd(
                status,
                exitCode,
                at,
                error == null ? null : error.getClass().getName(),
                error == null ? null : message(error));
    }

    /** What an exception says, as it may be said. */
    static @Nullable String message(Throwable error) {
        try {
            String message = error.getMessage();
            return message == null ? null : ParamValue.text("message", message);
        } catch (RuntimeException e) {
            // It is the caller's class, and may fail to say.
            return null;
        }
    }

    static RunEnd killed(String signal) {
        return new RunEnd(EndStatus.KILLED, null, Instant.now(), null, "ended by " + signal);
    }
}
