package dev.headwater.processor.detect;

/** How many findings a run may still raise. */
@FunctionalInterface
public interface Budget {

    /**
     * Asks for one more finding.
     *
     * @return false when the run has raised all that it may; the finding is then kept from everyone
     */
    boolean grant();
}
