package dev.headwater.benchmarks.nab;

/** Distance from an exponentially weighted mean in exponentially weighted standard deviations. */
record Ewma(double alpha) implements Contestant {

    @Override
    public String name() {
        return "EWMA z, alpha " + alpha;
    }

    @Override
    public double[] scores(LabelledSeries series) {
        double[] values = series.values();
        double[] scores = new double[values.length];
        double mean = values[0];
        double variance = 0;
        for (int row = 0; row < values.length; row++) {
            double away = values[row] - mean;
            double z = variance > 0 ? Math.abs(away) / Math.sqrt(variance) : 0;
            scores[row] = z / (1 + z);
            mean += alpha * away;
            variance = (1 - alpha) * (variance + alpha * away * away);
        }
        return scores;
    }
}
