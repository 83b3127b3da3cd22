package dev.headwater.processor.detect;

import dev.headwater.anomaly.Severity;

/** How many findings a run may still raise. */
@FunctionalInterface
public interface Budget {

    /**
     * Asks for one more finding.
     *
     * @return false when the run has raised all that it may; the finding is then kept from everyone, unless it gets worse
     */
    boolean grant(Severity severity);

    /** Of all findings that a run may raise, those that are there for this severity: notices leave half to what is worse. */
    static int limit(Severity severity, int most) {
        return severity == Severity.INFO ? (most + 1) / 2 : most;
    }
}
