package dev.headwater.agent.hardware;

/** Joules since the reading before, of a counter of energy that only grows, and may wrap around. */
final class EnergyCounter {

    /** More than any one device takes: what looks like more is a counter that began anew. */
    private static final double MOST_WATTS = 20_000;

    /** More than a processor takes, or its memory: what only looks like a wrap is a counter that began anew. */
    private static final double MOST_WATTS_OF_A_WRAP = 5_000;

    private final double range;
    private double before = Double.NaN;
    private long nanosBefore;

    /** @param range joules at which it begins at 0 again; 0 when it does not */
    EnergyCounter(double range) {
        this.range = range;
    }

    /**
     * The energy used since the call before; NaN at first, and when the counter began anew.
     *
     * @param joules what the counter says
     */
    double since(double joules, long nowNanos) {
        double used = joules - before;
        double most = MOST_WATTS;
        if (used < 0) {
            used = range > 0 ? used + range : Double.NaN;
            most = MOST_WATTS_OF_A_WRAP;
        }
        double seconds = (nowNanos - nanosBefore) / 1e9;
        before = joules;
        nanosBefore = nowNanos;
        return used >= 0 && used <= most * Math.max(seconds, 0.1) ? used : Double.NaN;
    }
}
