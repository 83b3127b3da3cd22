package dev.headwater.launcher.imports.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An array of a Zarr group, chunk by chunk. */
final class ZarrColumn extends Column {

    private final ZarrStore store;
    private final ZarrArray array;
    private long chunk;

    ZarrColumn(ZarrStore store, ZarrArray array) {
        super(array.length());
        this.store = store;
        this.array = array;
    }

    @Override
    boolean isWhole() {
        return array.type().isWhole();
    }

    @Override
    Numbers load() throws IOException {
        String key = array.name() + "/" + array.chunkPrefix() + chunk++;
        int bytes = array.chunk() * array.type().bytes();
        Optional<byte[]> stored = store.read(key, bytes + Blosc.MOST_OVERHEAD);
        if (stored.isEmpty()) {
            return array.type().repeat(array.fill(), array.chunk());
        }
        byte[] encoded;
        try {
            encoded = array.blosc() ? Blosc.decompress(stored.get(), bytes) : stored.get();
        } catch (IOException e) {
            throw new IOException(key + " is damaged: " + e.getMessage(), e);
        }
        if (encoded.length != bytes) {
            throw new IOException(key + " is damaged: it has " + encoded.length + " bytes, not " + bytes);
        }
        return array.type().decode(ByteBuffer.wrap(encoded).order(array.order()));
    }
}
