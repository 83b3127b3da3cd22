package dev.headwater.agent.journal;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Room for the journals of one process: for points as configured, and as much again as lifecycle may ever need.
 *
 * @param points for metric and hardware points
 * @param lifecycle for events and series definitions: never thinned
 * @param largestSegment of points, in bytes
 */
public record Budgets(Budget points, Budget lifecycle, int largestSegment) {

    private static final long LIFECYCLE = 64 << 20;
    private static final int SMALLEST = 1 << 17;
    private static final int LARGEST = 1 << 22;

    /** @param pointBytes at least 1 MiB */
    public static Budgets of(long pointBytes) {
        int eighth = (int) Math.min(LARGEST, Math.max(SMALLEST, pointBytes / 8 & -4096));
        AtomicBoolean diskFailed = new AtomicBoolean();
        return new Budgets(new Budget(pointBytes, diskFailed), new Budget(LIFECYCLE, diskFailed), eighth);
    }
}
