package dev.headwater.processor.detect.hardware;

/**
 * What a series usually is at a time of day, and where it is now beside that.
 *
 * <p>Each quarter of an hour has a mean over the days, to which a day adds its own when the quarter is over. Until a
 * quarter comes again the usual is a slow mean of all values.
 */
final class DailyProfile {

    private static final int QUARTERS = 96;
    private static final long DAY_MILLIS = 86_400_000;
    private static final double DAY_WEIGHT = 0.1;
    private static final double LEVEL_WEIGHT = 0.01;

    private static final int VALUES = 0;
    private static final int LEVEL = 1;
    private static final int QUARTER = 2;
    private static final int SUM = 3;
    private static final int COUNT = 4;
    private static final int SIZE = 5;
    private static final int DAILY = 6;
    private static final int MEANS = 7;
    private static final int DAYS = MEANS + QUARTERS;

    static final int SLOTS = DAYS + QUARTERS;

    private final int at;

    /** @param at where in a memory its state begins */
    DailyProfile(int at) {
        this.at = at;
    }

    /** Whether the usual is that of the time of day. */
    boolean daily(double[] memory) {
        return memory[at + DAILY] != 0;
    }

    /** Mean size of the values: what a change must be seen against, however steady the series was. */
    double size(double[] memory) {
        return memory[at + SIZE];
    }

    /** How far a value is above what is usual; NaN where nothing is. Learns the value. */
    double residual(double[] memory, long time, double value) {
        int quarter = (int) (Math.floorMod(time, DAY_MILLIS) * QUARTERS / DAY_MILLIS);
        enter(memory, quarter);
        boolean known = memory[at + DAYS + quarter] > 0;
        double usual = known
                ? memory[at + MEANS + quarter]
                : daily(memory) || memory[at + VALUES] == 0 ? Double.NaN : memory[at + LEVEL];
        if (known) {
            memory[at + DAILY] = 1;
        }
        learn(memory, value);
        return value - usual;
    }

    private void enter(double[] memory, int quarter) {
        int open = (int) memory[at + QUARTER];
        if (open == quarter || memory[at + COUNT] == 0) {
            memory[at + QUARTER] = quarter;
            return;
        }
        double days = ++memory[at + DAYS + open];
        double mean = memory[at + SUM] / memory[at + COUNT];
        memory[at + MEANS + open] += Math.max(DAY_WEIGHT, 1 / days) * (mean - memory[at + MEANS + open]);
        memory[at + QUARTER] = quarter;
        memory[at + SUM] = 0;
        memory[at + COUNT] = 0;
    }

    private void learn(double[] memory, double value) {
        double weight = Math.max(LEVEL_WEIGHT, 1 / ++memory[at + VALUES]);
        memory[at + LEVEL] += weight * (value - memory[at + LEVEL]);
        memory[at + SIZE] += weight * (Math.abs(value) - memory[at + SIZE]);
        memory[at + SUM] += value;
        memory[at + COUNT]++;
    }
}
