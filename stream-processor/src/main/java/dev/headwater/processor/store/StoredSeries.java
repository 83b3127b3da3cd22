package dev.headwater.processor.store;

import dev.headwater.processor.series.Stored;
import dev.headwater.processor.state.ChunkPart;
import dev.headwater.processor.state.QuantilesState;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is stored of one series beside its state. */
record StoredSeries(String key, KeyValueStore<String, ChunkPart> parts, KeyValueStore<String, QuantilesState> sketches)
        implements Stored {

    @Override
    public ChunkPart part(int index) {
        ChunkPart part = parts.get(StoreKeys.part(key, index));
        if (part == null) {
            throw new IllegalStateException("part " + index + " of the unfinished chunk of " + key + " is not stored");
        }
        return part;
    }

    @Override
    public Optional<QuantilesState> quantiles() {
        return Optional.ofNullable(sketches.get(key));
    }

    void put(int index, ChunkPart part) {
        parts.put(StoreKeys.part(key, index), part);
    }

    void put(QuantilesState sketch) {
        sketches.put(key, sketch);
    }
}
