package dev.headwater.processor.series;

import dev.headwater.processor.state.ChunkPart;
import dev.headwater.processor.state.DetectorState;
import dev.headwater.processor.state.QuantilesState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.schemas.wire.TrustedRecords;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A series as it grows: its summary, its unfinished chunk, and the sketch of its full ones. */
public final class Series {

    static {
        TrustedRecords.trust();
    }

    /** Shares of the values whose quantiles are said. */
    private static final double[] SHARES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    private static final int OVERHEAD = 1024;

    private static final ThreadLocal<RadixSort> SORT = ThreadLocal.withInitial(RadixSort::new);

    private final SeriesName name;
    private final Summary summary;
    private final Stored stored;
    private OpenChunk open;
    private Optional<Quantiles> quantiles = Optional.empty();
    private boolean quantilesChanged;
    private boolean declared;
    private long said;

    private Series(SeriesName name, Summary summary, OpenChunk open, Stored stored) {
        this.name = name;
        this.summary = summary;
        this.open = open;
        this.stored = stored;
    }

    /** A series without points. */
    public static Series begin(SeriesName name) {
        return new Series(name, new Summary(), OpenChunk.empty(0), Stored.NOTHING);
    }

    /** @param stored where the rest of it is */
    public static Series of(SeriesState state, Stored stored) {
        Series series = new Series(nameOf(state), new Summary(state), OpenChunk.of(state), stored);
        series.declared = state.getDeclared();
        series.said = state.getSaid();
        return series;
    }

    public static SeriesName nameOf(SeriesState state) {
        return new SeriesName(
                state.getSeriesId(),
                state.getHardware(),
                state.getName(),
                state.getContext(),
                state.getHost(),
                state.getUnit());
    }

    /** Joules that a series of energy has counted; 0 for any other series. */
    public double joules() {
        return name.isEnergy() ? summary.sum() : 0;
    }

    /** @param detectors what those who watch it remember */
    public SeriesState state(List<DetectorState> detectors) {
        SeriesState.Builder state = SeriesState.newBuilder();
        state.setSeriesId(name.id());
        state.setHardware(name.hardware());
        state.setName(name.name());
        state.setContext(name.context());
        state.setHost(name.host());
        state.setUnit(name.unit());
        state.setDeclared(declared);
        state.setSaid(said);
        summary.write(state);
        open.write(state);
        state.setDetectors(detectors);
        return state.build();
    }

    /** Points that are to be stored by themselves before the state is, if any. Their place is {@link #parts} - 1. */
    public Optional<ChunkPart> seal() {
        return open.seal();
    }

    /** Parts of the unfinished chunk. */
    public int parts() {
        return open.parts();
    }

    /** The sketch, if it changed since this was last asked. */
    public Optional<QuantilesState> changedQuantiles() {
        if (!quantilesChanged) {
            return Optional.empty();
        }
        quantilesChanged = false;
        return quantiles.map(Quantiles::state);
    }

    /**
     * Takes points behind those it has.
     *
     * @param rank who logged them
     * @return the chunks that became full
     */
    public List<Chunk> append(int rank, Points points) {
        summary.add(rank, points);
        List<Chunk> full = List.of();
        int from = 0;
        while (from < points.size()) {
            int to = Math.min(points.size(), from + OpenChunk.CAPACITY - open.size());
            open.append(points, from, to);
            from = to;
            if (open.size() == OpenChunk.CAPACITY) {
                if (full.isEmpty()) {
                    full = new ArrayList<>();
                }
                Chunk chunk = open.chunk(stored);
                full.add(chunk);
                sketch().add(finite(chunk));
                quantilesChanged = true;
                open = OpenChunk.empty(chunk.index() + 1);
            }
        }
        return full;
    }

    /** Takes points of the only rank there is. */
    public List<Chunk> append(Points points) {
        return append(0, points);
    }

    /** The chunk that still grows; empty when all points are in full ones. */
    public Optional<Chunk> growing() {
        return open.size() == 0 ? Optional.empty() : Optional.of(open.chunk(stored));
    }

    /**
     * Quantiles of its finite values, by share: exact up to 1,024 points, then by a sketch. Empty while there are no such
     * values, and when some came before sketches were kept.
     */
    public SortedMap<Double, Double> quantiles() {
        double[] growing = growing().map(Series::finite).orElseGet(() -> new double[0]);
        Quantiles full = open.index() == 0 ? new Quantiles() : sketch();
        if (summary.finite() == 0 || full.count() + growing.length != summary.finite()) {
            return new TreeMap<>();
        }
        SortedMap<Double, Double> byShare = new TreeMap<>();
        double[] found = full.at(growing, SHARES);
        for (int i = 0; i < SHARES.length; i++) {
            byShare.put(SHARES[i], found[i]);
        }
        return byShare;
    }

    private Quantiles sketch() {
        if (quantiles.isEmpty()) {
            quantiles = Optional.of(stored.quantiles().map(Quantiles::new).orElseGet(Quantiles::new));
        }
        return quantiles.get();
    }

    /** The finite values of a chunk, rising. */
    private static double[] finite(Chunk chunk) {
        DoubleBuffer values = chunk.values().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        double[] finite = new double[chunk.size()];
        int count = 0;
        for (int i = 0; i < finite.length; i++) {
            double value = values.get(i);
            if (Double.isFinite(value)) {
                finite[count++] = value;
            }
        }
        double[] sorted = count == finite.length ? finite : Arrays.copyOf(finite, count);
        SORT.get().sort(sorted);
        return sorted;
    }

    public SeriesName name() {
        return name;
    }

    public Summary summary() {
        return summary;
    }

    /** Whether it has points that were not said. */
    public boolean unsaid() {
        return said < summary.count();
    }

    /** All of it was said. */
    public void saidAll() {
        said = summary.count();
    }

    /** Whether its relations to the run still have to be said; true once. */
    public boolean declare() {
        boolean first = !declared;
        declared = true;
        return first;
    }

    /** Memory that it takes, about, in bytes. */
    public int bytes() {
        return OVERHEAD
                + open.bytes()
                + quantiles.map(sketch -> sketch.kept() * Double.BYTES).orElse(0);
    }
}
