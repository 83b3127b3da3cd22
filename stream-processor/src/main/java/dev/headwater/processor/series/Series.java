package dev.headwater.processor.series;

import dev.headwater.processor.state.DetectorState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.schemas.wire.TrustedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A series as it grows: its summary and its unfinished chunk. */
public final class Series {

    static {
        TrustedRecords.trust();
    }

    private final SeriesName name;
    private final Summary summary;
    private OpenChunk open;
    private int chunkIndex;
    private boolean declared;

    private Series(SeriesName name, Summary summary, OpenChunk open) {
        this.name = name;
        this.summary = summary;
        this.open = open;
    }

    /** A series without points. */
    public static Series begin(SeriesName name) {
        return new Series(name, new Summary(), OpenChunk.empty());
    }

    public static Series of(SeriesState state) {
        Series series = new Series(
                nameOf(state),
                new Summary(state),
                OpenChunk.of(
                        state.getStepDeltas(),
                        state.getTimeDeltas(),
                        state.getValues(),
                        state.getLastStep(),
                        state.getLastTime()));
        series.chunkIndex = state.getChunkIndex();
        series.declared = state.getDeclared();
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
    public static double joules(SeriesState state) {
        return nameOf(state).isEnergy() ? new Summary(state).sum() : 0;
    }

    /** @param detectors what those who watch it remember */
    public SeriesState state(List<DetectorState> detectors) {
        SeriesState.Builder state = SeriesState.newBuilder()
                .setSeriesId(name.id())
                .setHardware(name.hardware())
                .setName(name.name())
                .setContext(name.context())
                .setHost(name.host())
                .setUnit(name.unit())
                .setDeclared(declared)
                .setChunkIndex(chunkIndex)
                .setStepDeltas(open.stepBytes())
                .setTimeDeltas(open.timeBytes())
                .setValues(open.valueBytes())
                .setDetectors(detectors);
        summary.write(state);
        return state.build();
    }

    /**
     * Takes points behind those it has.
     *
     * @return the chunks that became full
     */
    public List<Chunk> append(Points points) {
        summary.add(points);
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
                full.add(new Chunk(chunkIndex, open.points()));
                open = OpenChunk.empty();
                chunkIndex++;
            }
        }
        return full;
    }

    /** The chunk that still grows; empty when all points are in full ones. */
    public Optional<Chunk> growing() {
        return open.size() == 0 ? Optional.empty() : Optional.of(new Chunk(chunkIndex, open.points()));
    }

    public SeriesName name() {
        return name;
    }

    public Summary summary() {
        return summary;
    }

    /** Whether its relations to the run still have to be said; true once. */
    public boolean declare() {
        boolean first = !declared;
        declared = true;
        return first;
    }
}
