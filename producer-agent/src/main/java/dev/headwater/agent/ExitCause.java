package dev.headwater.agent;

import java.util.Optional;

/** Why this process ends, seen from a shutdown hook. */
final class ExitCause {

    private ExitCause() {}

    /**
     * The end of a run that nobody closed. A signal is known by the thread that the JVM handles it on, which waits for the
     * hooks; without one it is only known that the run was not closed.
     */
    static RunEnd ofThisProcess() {
        Optional<String> signal = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("SIG") && name.endsWith(" handler"))
                .map(name -> name.substring(0, name.indexOf(' ')))
                .findFirst();
        return signal.map(RunEnd::killed).orElseGet(RunEnd::notClosed);
    }
}
