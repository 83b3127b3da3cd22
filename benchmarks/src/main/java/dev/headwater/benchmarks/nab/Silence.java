package dev.headwater.benchmarks.nab;

/** Never alarms: 0 by definition. */
record Silence() implements Contestant {

    @Override
    public String name() {
        return "null";
    }

    @Override
    public double[] scores(LabelledSeries series) {
        return new double[series.rows()];
    }
}
