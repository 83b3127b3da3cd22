package dev.headwater.processor.detect.hardware;

/** Scores the points of one hardware series: how improbable is where it is now, given all it did before. */
public final class AnomalyScore {

    /*
     * Maintainer's note.
     *
     * Model: points are pooled to means of about a minute. What is left of a pooled value after the usual is taken away
     * (mean of the same quarter of an hour over about ten days; on the first day, a slow mean) is averaged over the last
     * SHORT and LONG values: the one sees spikes and steps, the other what drifts or lasts. The size of each average is
     * compared with the largest sizes before; the score is a tenth of minus the decimal logarithm of the smaller of the
     * two probabilities: 0.26 is one in 400, 0.4 one in 10,000, whatever the unit of the series.
     *
     * One anomaly, one alarm: when a score reaches the cut, an anomaly begins. It is over when REST values have stayed
     * below the cut. Until then the score is 0, unless it is by MARGIN above the highest of this anomaly.
     *
     * When the second day begins, the usual becomes another and what was learnt of deviations from the first is dropped.
     * A change below GRAIN of the mean size of the values is never large, so a constant series may tremble.
     *
     * Bounds: SLOTS doubles, no allocation, per value a power and a logarithm at most twice. Nothing to speak of in the
     * first WARM_UP values (Tail), about an hour. Values that are not finite are passed over.
     *
     * Chosen on one half of NAB and seen to hold on the other; what was tried is in docs/detectors.md. References:
     * Siffer et al. 2017 (streaming peaks over threshold), Lavin and Ahmad 2015 (NAB; its best detectors also rest after
     * an alarm and score the improbability of recent errors, not the errors).
     */
    private static final int SHORT = 3;
    private static final int LONG = Recent.LENGTH;
    private static final int REST = 100;
    private static final double MARGIN = 0.1;
    private static final double GRAIN = 1e-3;
    private static final double SCALE = 10;

    /** Sums of larger ones would overflow. */
    private static final double LARGEST = 1e150;

    private static final Pool POOL = new Pool(0);
    private static final DailyProfile PROFILE = new DailyProfile(Pool.SLOTS);
    private static final Recent RECENT = new Recent(Pool.SLOTS + DailyProfile.SLOTS);
    private static final Tail SHORT_TAIL = new Tail(Pool.SLOTS + DailyProfile.SLOTS + Recent.SLOTS);
    private static final Tail LONG_TAIL = new Tail(Pool.SLOTS + DailyProfile.SLOTS + Recent.SLOTS + Tail.SLOTS);

    private static final int LEFT = Pool.SLOTS + DailyProfile.SLOTS + Recent.SLOTS + 2 * Tail.SLOTS;
    private static final int PEAK = LEFT + 1;
    private static final int AVERAGE = LEFT + 2;
    private static final int USUAL = LEFT + 3;

    /** Size of a memory, in doubles. */
    public static final int SLOTS = LEFT + 4;

    private final double cut;

    /** @param cut score at which an anomaly begins, above 0 and below 1 */
    public AnomalyScore(double cut) {
        if (!(cut > 0 && cut < 1)) {
            throw new IllegalArgumentException("the cut must be above 0 and below 1, not " + cut);
        }
        this.cut = cut;
    }

    /**
     * Looks at the next point of the series.
     *
     * @param memory of the series, zeros at first; it is changed
     * @param time milliseconds since 1970-01-01T00:00:00Z
     * @return from 0 for the usual to 1; at or above the cut when an anomaly begins or becomes much worse
     */
    public double observe(double[] memory, long time, double value) {
        double pooled = Double.isFinite(value)
                ? POOL.add(memory, time, Math.max(-LARGEST, Math.min(LARGEST, value)))
                : Double.NaN;
        if (Double.isNaN(pooled)) {
            return 0;
        }
        boolean daily = PROFILE.daily(memory);
        double residual = PROFILE.residual(memory, time, pooled);
        if (daily != PROFILE.daily(memory)) {
            RECENT.clear(memory);
            SHORT_TAIL.clear(memory);
            LONG_TAIL.clear(memory);
        }
        if (Double.isNaN(residual)) {
            return 0;
        }
        RECENT.add(memory, residual);
        return alarm(memory, score(memory, pooled - residual));
    }

    private static double score(double[] memory, double usual) {
        // Never 0: a series of nothing but zeros must not divide by it.
        double grain = Math.max(Double.MIN_NORMAL, GRAIN * PROFILE.size(memory));
        double recently = RECENT.mean(memory, SHORT);
        double lately = RECENT.mean(memory, LONG);
        double sudden = Double.isNaN(recently) ? 0 : SHORT_TAIL.surprise(memory, Math.abs(recently), grain);
        double lasting = Double.isNaN(lately) ? 0 : LONG_TAIL.surprise(memory, Math.abs(lately), grain);
        memory[AVERAGE] = usual + (sudden >= lasting ? recently : lately);
        memory[USUAL] = usual;
        return Math.min(1, Math.max(sudden, lasting) / SCALE);
    }

    private double alarm(double[] memory, double score) {
        boolean resting = ongoing(memory);
        if (score < cut) {
            memory[LEFT] = Math.max(0, memory[LEFT] - 1);
            return resting ? 0 : score;
        }
        memory[LEFT] = REST;
        if (resting && score < memory[PEAK] + MARGIN) {
            return 0;
        }
        memory[PEAK] = score;
        return score;
    }

    /** Whether an anomaly began and is not over. */
    public static boolean ongoing(double[] memory) {
        return memory[LEFT] > 0;
    }

    /** Where the series was, on average of the values that were judged at the last point. */
    public static double average(double[] memory) {
        return memory[AVERAGE];
    }

    /** What would have been usual at the last point. */
    public static double usual(double[] memory) {
        return memory[USUAL];
    }
}
