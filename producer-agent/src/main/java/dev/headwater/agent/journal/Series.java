package dev.headwater.agent.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** One series of points of a boot: what it is called, the index its points carry, and how many were left out. */
public final class Series {

    private static final VarHandle THINNED;

    static {
        try {
            THINNED = MethodHandles.lookup().findVarHandle(Series.class, "thinned", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the points of a series are. */
    public enum Kind {
        METRIC,
        HARDWARE
    }

    private final int index;
    private final Kind kind;
    private final int tag;
    private final String name;
    private final String context;
    private final String host;
    private final String unit;

    @SuppressWarnings("unused") // written through THINNED
    private volatile long thinned;

    private Series(int index, Kind kind, String name, String context, String host, String unit) {
        this.index = index;
        this.kind = kind;
        this.tag = (kind == Kind.METRIC ? RecordKind.POINT : RecordKind.SAMPLE).tag(index & RecordKind.LARGEST_INDEX);
        this.name = name;
        this.context = context;
        this.host = host;
        this.unit = unit;
    }

    public static Series metric(int index, String name, String context) {
        return new Series(index, Kind.METRIC, name, context, "", "");
    }

    public static Series hardware(int index, String host, String device, String quantity, String unit) {
        return new Series(index, Kind.HARDWARE, quantity, device, host, unit);
    }

    /** A series whose definition is lost. */
    static Series unknown(int index, boolean metric) {
        String name = "unknown-" + index;
        return metric ? metric(index, name, "") : hardware(index, "unknown", "", name, "1");
    }

    /** Dense from 0 among all series of the boot. */
    public int index() {
        return index;
    }

    public Kind kind() {
        return kind;
    }

    int tag() {
        return tag;
    }

    /** Metric name, or quantity. */
    public String name() {
        return name;
    }

    /** Context of the metric, or device. */
    public String context() {
        return context;
    }

    /** Host of a hardware series; empty for a metric. */
    public String host() {
        return host;
    }

    /** UCUM unit of a hardware series; empty for a metric. */
    public String unit() {
        return unit;
    }

    void countThinned() {
        THINNED.getAndAdd(this, 1L);
    }

    /** Points left out since the boot began. */
    public long thinned() {
        return thinned;
    }
}
