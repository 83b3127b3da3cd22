package dev.headwater.launcher.imports.metrics;

import dev.headwater.sink.yprov.Surroundings.PointReader;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** NetCDF 4, which is HDF5: a variable for each column, of one dimension without a limit. */
final class NetCdfMetrics implements MetricFormat {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    @Override
    public boolean is(Path file) throws IOException {
        return Files.isRegularFile(file) && (String.valueOf(file.getFileName()).endsWith(".nc") || isHdf5(file));
    }

    @Override
    public Optional<String> read(Path file, PointReader reader) throws IOException {
        if (!isHdf5(file)) {
            throw new IOException("does not begin as NetCDF 4 does, which is HDF5");
        }
        try (HdfFile hdf = undamaged(() -> new HdfFile(file))) {
            return new MetricColumns(
                            column(hdf, MetricColumns.EPOCHS),
                            column(hdf, MetricColumns.VALUES),
                            column(hdf, MetricColumns.TIMESTAMPS))
                    .read(reader);
        }
    }

    private static boolean isHdf5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
        }
    }

    private static Column column(HdfFile hdf, String name) throws IOException {
        Node node = undamaged(() -> hdf.getChild(name));
        // A link may lead to another file, which is none of the run's.
        if (node == null || undamaged(node::isLink) || !(node instanceof Dataset variable)) {
            throw new IOException("has no variable " + name);
        }
        return NetCdfColumn.of(name, variable);
    }

    /** The library meets damage with what it stumbles over: its own exceptions, those of buffers and arrays. */
    static <T> T undamaged(Supplier<T> found) throws IOException {
        try {
            return found.get();
        } catch (RuntimeException e) {
            throw new IOException("is damaged: " + e.getMessage(), e);
        }
    }
}
