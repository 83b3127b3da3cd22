package dev.headwater.benchmarks;

import java.util.List;

/** Measures one row of figures. */
public interface Benchmark {

    /** What it is called on the command line. */
    String name();

    /** What it measures, for people: one line. */
    String purpose();

    /** Measures; an exception means that something was lost or broken, not that it was slow. */
    List<Figure> measure(Stage stage) throws Exception;
}
