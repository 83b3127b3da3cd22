package dev.headwater.launcher.imports.metrics;

import dev.headwater.sink.yprov.Surroundings.PointReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Zarr, format 2 or 3: a folder with an array for each column, which is a folder of a description in JSON and a file for each
 * chunk of numbers. Of the codecs those are read that yProv4ML has written: none, and Blosc.
 */
final class ZarrMetrics implements MetricFormat {

    @Override
    public boolean is(Path file) {
        return Files.isDirectory(file)
                && (String.valueOf(file.getFileName()).endsWith(".zarr")
                        || Files.exists(file.resolve(ZarrArray.DESCRIPTION_3))
                        || Files.exists(file.resolve(".zgroup")));
    }

    @Override
    public Optional<String> read(Path file, PointReader reader) throws IOException {
        ZarrStore store = new ZarrStore(file.toRealPath());
        return new MetricColumns(
                        new ZarrColumn(store, ZarrArray.of(store, MetricColumns.EPOCHS)),
                        new ZarrColumn(store, ZarrArray.of(store, MetricColumns.VALUES)),
                        new ZarrColumn(store, ZarrArray.of(store, MetricColumns.TIMESTAMPS)))
                .read(reader);
    }
}
