package dev.headwater.benchmarks.processor;

/**
 * What a number of equal runs log: every series a point per step, and so many points to a message.
 *
 * @param runs all begun, none ended
 * @param series of each run
 * @param pointsPerBatch in all series of a message together
 * @param batchesPerRun messages of each run
 * @param stepMillis from one step to the next
 */
record Shape(int runs, int series, int pointsPerBatch, int batchesPerRun, long stepMillis) {

    /** Some names that rules watch, then what most runs have most of. */
    private static final String[] FIRST = {
        "loss", "grad_norm", "learning_rate", "accuracy", "tokens_per_second", "step_time", "perplexity", "epoch"
    };

    private static final long BEGIN = 1_790_000_000_000L;

    static final String CONTEXT = "train";

    String run(int run) {
        return "run-" + run;
    }

    static String name(int series) {
        return series < FIRST.length ? FIRST[series] : "layers." + series + ".weight_norm";
    }

    /** A level that sinks slowly, and noise of a twentieth of it: healthy, and no codec makes much of it. */
    static double value(int series, long step) {
        long mixed = (step + 1) * 0x9e37_79b9_7f4a_7c15L + series * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        double noise = ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1p-53;
        return (1 + series + 2.0 / (1 + step * 1e-4)) * (0.95 + 0.1 * noise);
    }

    long time(long step) {
        return BEGIN + step * stepMillis;
    }

    long pointsPerRun() {
        return (long) pointsPerBatch * batchesPerRun;
    }

    long points() {
        return pointsPerRun() * runs;
    }

    /** Points that a series has in the end: a message ends in the midst of a step when it is full. */
    long points(int series) {
        long whole = pointsPerRun() / this.series;
        return whole + (series < pointsPerRun() % this.series ? 1 : 0);
    }
}
