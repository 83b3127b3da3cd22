package dev.headwater.processor.series;

import dev.headwater.processor.state.ChunkPart;
import dev.headwater.processor.state.QuantilesState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.store.StateSerde;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** A series as bytes: what a commit writes, and what a restart reads. */
final class Kept implements Stored {

    private final StateSerde<ChunkPart> partBytes = new StateSerde<>(ChunkPart.getClassSchema());
    private final StateSerde<QuantilesState> sketchBytes = new StateSerde<>(QuantilesState.getClassSchema());
    private final StateSerde<SeriesState> stateBytes = new StateSerde<>(SeriesState.getClassSchema());
    private final Map<Integer, byte[]> parts = new HashMap<>();
    private byte[] sketch = new byte[0];
    private byte[] state = new byte[0];

    /** As a commit does. */
    Series commit(Series series) {
        series.seal().ifPresent(part -> parts.put(series.parts() - 1, bytes(partBytes, part)));
        series.changedQuantiles().ifPresent(changed -> sketch = bytes(sketchBytes, changed));
        state = bytes(stateBytes, series.state(List.of()));
        return series;
    }

    /** As after a restart. */
    Series revived() {
        return Series.of(Objects.requireNonNull(stateBytes.deserialize("", state)), this);
    }

    /** All bytes that a reader of the series could see. */
    List<byte[]> bytes() {
        List<byte[]> all = new ArrayList<>(List.of(state, sketch));
        int live = Objects.requireNonNull(stateBytes.deserialize("", state)).getParts();
        for (int i = 0; i < live; i++) {
            all.add(Objects.requireNonNull(parts.get(i)));
        }
        return all;
    }

    private static <T extends SpecificRecord> byte[] bytes(StateSerde<T> serde, T state) {
        return Objects.requireNonNull(serde.serialize("", state));
    }

    @Override
    public ChunkPart part(int index) {
        return Objects.requireNonNull(partBytes.deserialize("", Objects.requireNonNull(parts.get(index))));
    }

    @Override
    public Optional<QuantilesState> quantiles() {
        return sketch.length == 0
                ? Optional.empty()
                : Optional.of(Objects.requireNonNull(sketchBytes.deserialize("", sketch)));
    }
}
