package dev.headwater.launcher.imports.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of a Zarr group, and no other: links that lead out of it are not followed.
 *
 * @param root without links
 */
record ZarrStore(Path root) {

    /**
     * What is stored under a key.
     *
     * @param most bytes that are read
     * @return empty for nothing, which is no damage: a chunk of nothing but the fill value is not stored
     * @throws IOException when it is larger, or cannot be read
     */
    Optional<byte[]> read(String key, long most) throws IOException {
        Path file = root.resolve(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!file.toRealPath().startsWith(root)) {
            throw new IOException(key + " is a link that leads elsewhere");
        }
        long size = Files.size(file);
        if (size > most) {
            throw new IOException(key + " has " + size + " bytes, where at most " + most + " were expected");
        }
        return Optional.of(Files.readAllBytes(file));
    }
}
