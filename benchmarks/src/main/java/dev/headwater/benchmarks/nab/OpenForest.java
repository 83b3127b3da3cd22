package dev.headwater.benchmarks.nab;

import com.amazon.randomcutforest.RandomCutForest;

/**
 * The open random cut forest on the bare values, with the settings of the figures that are quoted of it.
 *
 * @param seed of its random numbers: the score depends on it
 */
record OpenForest(long seed) implements Contestant {

    private static final int TREES = 50;
    private static final int SAMPLES = 256;

    @Override
    public String name() {
        return "open RCF 4.4.0, seed " + seed;
    }

    @Override
    public double[] scores(LabelledSeries series) {
        RandomCutForest forest = RandomCutForest.builder()
                .dimensions(1)
                .shingleSize(1)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLES)
                .randomSeed(seed)
                .build();
        double[] scores = new double[series.rows()];
        for (int row = 0; row < scores.length; row++) {
            double[] point = {series.values()[row]};
            double score = forest.getAnomalyScore(point);
            scores[row] = score / (1 + score);
            forest.update(point);
        }
        return scores;
    }
}
