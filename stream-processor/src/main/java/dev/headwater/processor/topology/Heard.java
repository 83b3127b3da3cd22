package dev.headwater.processor.topology;

/**
 * A sign of life of a run.
 *
 * @param rank rank that gave it
 * @param heartbeatMillis interval of its heartbeats; 0 when this sign does not say
 * @param runChanged the run itself has to be said again
 * @param bootComplete all that the boot must have sent has arrived by now
 */
record Heard(int rank, long heartbeatMillis, boolean runChanged, boolean bootComplete) {

    static Heard counts(int rank, boolean bootComplete) {
        return new Heard(rank, 0, false, bootComplete);
    }
}
