package dev.headwater.processor.topology;

import dev.headwater.processor.series.Chunk;

/** A chunk on its way out. */
record SaidChunk(String runId, String seriesId, Chunk chunk) {

    String key() {
        return runId + '|' + seriesId + '|' + chunk.index();
    }
}
