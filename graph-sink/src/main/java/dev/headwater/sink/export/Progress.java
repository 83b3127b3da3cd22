package dev.headwater.sink.export;

/** Hears how far an export is: after each run, and every thousand statements of a long one. */
@FunctionalInterface
public interface Progress {

    /**
     * How far it is.
     *
     * @param runs that are done
     * @param ofRuns number of runs to be exported
     * @param statements written so far
     */
    void at(long runs, long ofRuns, long statements);

    /** Nobody who listens. */
    static Progress none() {
        return (runs, ofRuns, statements) -> {};
    }
}
