package dev.headwater.benchmarks.nab;

/** A detector as NAB sees it. */
interface Contestant {

    /** As it stands in the table. */
    String name();

    /** A score from 0 to 1 for each row; a row may know only itself and the rows before it. */
    double[] scores(LabelledSeries series) throws Exception;
}
