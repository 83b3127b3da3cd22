package dev.headwater.agent;

import dev.headwater.event.EndStatus;
import org.jspecify.annotations.Nullable;

/** What is known about how this process ends, for the run that it is. Any thread may tell. */
final class ProcessEnd {

    private record Fault(String type, @Nullable String message, boolean ofMain) {}

    private volatile @Nullable Integer status;
    private volatile @Nullable Fault fault;
    private volatile @Nullable RunEnd said;

    /** The program asks to end with this status. The first who asks is heard, as by the JVM. */
    synchronized void exiting(int exitStatus) {
        if (status == null) {
            status = exitStatus;
        }
    }

    /**
     * An exception has ended a thread that the program waits for.
     *
     * @param ofMain whether that was the thread of {@code main}, which decides the exit status
     */
    synchronized void uncaught(Throwable error, boolean ofMain) {
        if (fault == null || (ofMain && !fault.ofMain())) {
            fault = new Fault(error.getClass().getName(), RunEnd.message(error), ofMain);
        }
    }

    /** The program says how its run has ended. The process goes on, and may still fail. */
    void said(RunEnd end) {
        said = end;
    }

    /** @param otherwise how a run that nobody closed ends: by a signal, or for no reason that can be seen */
    RunEnd when(RunEnd otherwise) {
        Integer asked = status;
        if (asked == null && otherwise.status() == EndStatus.KILLED) {
            return otherwise;
        }
        Fault uncaught = fault;
        boolean failed = asked == null ? uncaught != null : asked != 0;
        int code = asked != null ? asked : uncaught != null && uncaught.ofMain() ? 1 : 0;
        RunEnd program = said;
        if (failed && uncaught != null) {
            return new RunEnd(EndStatus.FAILED, code, otherwise.at(), uncaught.type(), uncaught.message());
        }
        EndStatus worst = failed ? EndStatus.FAILED : program == null ? EndStatus.FINISHED : program.status();
        return new RunEnd(
                worst,
                code,
                otherwise.at(),
                program == null ? null : program.errorType(),
                program == null ? null : program.errorMessage());
    }
}
