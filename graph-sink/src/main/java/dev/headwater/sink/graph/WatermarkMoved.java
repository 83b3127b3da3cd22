package dev.headwater.sink.graph;

/** The watermark in the graph is not where this sink left it: another sink went on, or the graph was replaced. */
public final class WatermarkMoved extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param what happened to all of them */
    public WatermarkMoved(String what) {
        super(what);
    }

    WatermarkMoved(String partition, Object expected, Object found) {
        super("watermark of " + partition + " is " + found + ", not " + expected);
    }
}
