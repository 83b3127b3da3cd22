package dev.headwater.processor.topology;

import java.time.Duration;

/**
 * What an operator may choose.
 *
 * @param flush how long a growing series may stay unsaid
 * @param leaseFloor silence that never makes a run lost, however short its heartbeats
 * @param leaseHeartbeats a run is lost after that many heartbeat intervals of silence
 * @param retention how long the state of a run is kept after its last sign of life; data that comes later begins it anew
 * @param contentRetention how long it is remembered which runs made and used a content, after the last one did
 * @param seriesPerRun bound on the series of a run; more go to the dead letters
 * @param findingsPerRun bound on the findings of a run; more are counted only
 * @param runStateBytes bound on the stored lineage of a run; events that would exceed it go to the dead letters
 */
public record Settings(
        Duration flush,
        Duration leaseFloor,
        int leaseHeartbeats,
        Duration retention,
        Duration contentRetention,
        int seriesPerRun,
        int findingsPerRun,
        int runStateBytes) {

    public static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            10,
            Duration.ofDays(7),
            Duration.ofDays(90),
            10_000,
            100,
            2_000_000);

    public Settings {
        positive("flush interval", flush);
        positive("lease floor", leaseFloor);
        positive("retention", retention);
        positive("retention of contents", contentRetention);
        if (leaseHeartbeats < 1 || seriesPerRun < 1 || findingsPerRun < 0 || runStateBytes < 1) {
            throw new IllegalArgumentException("bounds must be positive: " + leaseHeartbeats + " heartbeats, "
                    + seriesPerRun + " series, " + findingsPerRun + " findings, " + runStateBytes + " bytes");
        }
    }

    private static void positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, not " + duration);
        }
    }

    long leaseMillis(long heartbeatMillis) {
        long beats = heartbeatMillis > Long.MAX_VALUE / leaseHeartbeats ? 0 : heartbeatMillis * leaseHeartbeats;
        return Math.max(leaseFloor.toMillis(), beats);
    }
}
