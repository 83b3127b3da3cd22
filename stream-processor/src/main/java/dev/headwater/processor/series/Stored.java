package dev.headwater.processor.series;

import dev.headwater.processor.state.ChunkPart;
import dev.headwater.processor.state.QuantilesState;
import java.util.Optional;

/** What is stored of a series beside its state, and read only when it is needed. */
public interface Stored {

    /** Nothing: the series is new. */
    Stored NOTHING = new Stored() {
        @Override
        public ChunkPart part(int index) {
            throw new IllegalStateException("a new series has no part " + index);
        }

        @Override
        public Optional<QuantilesState> quantiles() {
            return Optional.empty();
        }
    };

    /** A part of its unfinished chunk, counted from 0. */
    ChunkPart part(int index);

    /** The sketch of its full chunks. */
    Optional<QuantilesState> quantiles();
}
